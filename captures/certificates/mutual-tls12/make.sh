#!/usr/bin/env bash
# TLS 1.2 with a client certificate, in the clear: CertificateRequest, the client's Certificate and CertificateVerify. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -no_ticket -Verify 1 -CAfile "$keys/ca.pem" -- -tls1_2 -cipher AES128-GCM-SHA256 -cert "$keys/client.pem" -key "$keys/client.key"
