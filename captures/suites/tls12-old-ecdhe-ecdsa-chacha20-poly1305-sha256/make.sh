#!/usr/bin/env bash
# OLD_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 over TLS 1.2. wolfSSL 5.5, both sides.
source "$(dirname "$0")/../stacks/wolfssl.sh" tls1_2 ECDHE-ECDSA-CHACHA20-POLY1305-OLD
