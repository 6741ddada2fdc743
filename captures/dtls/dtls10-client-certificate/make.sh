#!/usr/bin/env bash
# Mutual authentication in DTLS 1.0, whose CertificateVerify has a hash of MD5 and SHA-1; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1 -Verify 1 -CAfile "$keys/ca.pem" -- -dtls1 -cipher AES256-SHA -cert "$keys/client.pem" -key "$keys/client.key"
