#!/usr/bin/env bash
# TLS_PSK_WITH_CHACHA20_POLY1305_SHA256 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 PSK-CHACHA20-POLY1305
