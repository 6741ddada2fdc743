#!/usr/bin/env bash
# Mutual authentication with RSA: Certificate and CertificateVerify of the client. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1_2 -Verify 1 -CAfile "$keys/ca.pem" -- -dtls1_2 -cipher AES128-GCM-SHA256 -cert "$keys/client.pem" -key "$keys/client.key"
