#!/usr/bin/env bash
# TLS_CHACHA20_POLY1305_SHA256 over QUIC version 1, whose headers are protected with ChaCha20; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case -- --ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305
