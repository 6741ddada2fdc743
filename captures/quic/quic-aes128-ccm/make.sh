#!/usr/bin/env bash
# TLS_AES_128_CCM_SHA256 over QUIC version 1; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case -- --ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-CCM
