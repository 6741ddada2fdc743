#!/usr/bin/env bash
# QUIC version 1 with TLS_AES_128_GCM_SHA256: two requests of HTTP/3, decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case -- --ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM
