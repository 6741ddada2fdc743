#!/usr/bin/env bash
# The server does not trust the client's certificate: unknown_ca in the clear, after a CertificateVerify that verifies. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -no_ticket -Verify 1 -verify_return_error -CAfile "$keys/other.pem" -- -tls1_2 -cipher AES128-GCM-SHA256 -cert "$keys/client.pem" -key "$keys/client.key"
