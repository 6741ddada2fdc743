#!/usr/bin/env bash
# TLS_CHACHA20_POLY1305_SHA256 over DTLS 1.3, whose record numbers are encrypted with ChaCha20; decrypted with a key log. NSS 3.87, both sides.
source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" suite=1303
