#!/usr/bin/env bash
# The server accepts ECDSA signatures of clients only, and the first client has an RSA key, so that it sends no certificate and is refused. The second client has an ECDSA key. OpenSSL 3.0, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_clients -tls1_2 -cipher AES128-GCM-SHA256 -Verify 1 -verify_return_error -CAfile "$keys/ca.pem" -client_sigalgs ECDSA+SHA256 -- -tls1_2 -cert "$keys/client.pem" -key "$keys/client.key" -- -tls1_2 -cert "$keys/client-ecdsa.pem" -key "$keys/client-ecdsa.key"
