#!/usr/bin/env bash
# TLS_ECDHE_PSK_WITH_ARIA_128_CBC_SHA256 over TLS 1.2. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../stacks/bouncycastle.sh" tls1_2 TLS_ECDHE_PSK_WITH_ARIA_128_CBC_SHA256
