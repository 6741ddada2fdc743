#!/usr/bin/env bash
# A server certificate with an Ed25519 key. TLS 1.2, ECDHE_ECDSA. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

certificate=$keys/ed25519.pem key=$keys/ed25519.key record openssl_case -- -tls1_2 -keylogfile "$here/keys.log"
