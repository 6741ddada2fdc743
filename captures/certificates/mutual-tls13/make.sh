#!/usr/bin/env bash
# TLS 1.3 with a client certificate, which is encrypted; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -Verify 1 -CAfile "$keys/ca.pem" -- -tls1_3 -cert "$keys/client.pem" -key "$keys/client.key" -keylogfile "$here/keys.log"
