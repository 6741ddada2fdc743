#!/usr/bin/env bash
# Mutual authentication with ECDSA. DTLS 1.2; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap
certificate=$keys/ecdsa.pem key=$keys/ecdsa.key

record openssl_talk -dtls1_2 -Verify 1 -CAfile "$keys/ca.pem" -- -dtls1_2 -cert "$keys/client-ecdsa.pem" -key "$keys/client-ecdsa.key"
use_log
