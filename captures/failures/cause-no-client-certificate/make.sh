#!/usr/bin/env bash
# The server requires a certificate, and the first client has none: handshake_failure. The second client has one. OpenSSL 3.0, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_clients -tls1_2 -cipher AES128-GCM-SHA256 -Verify 1 -verify_return_error -CAfile "$keys/ca.pem" -- -tls1_2 -- -tls1_2 -cert "$keys/client.pem" -key "$keys/client.key"
