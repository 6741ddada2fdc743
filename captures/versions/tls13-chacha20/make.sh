#!/usr/bin/env bash
# TLS 1.3, TLS_CHACHA20_POLY1305_SHA256, decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -ciphersuites TLS_CHACHA20_POLY1305_SHA256 -- -tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256 -keylogfile "$here/keys.log"
