#!/usr/bin/env bash
# TLS_PSK_WITH_ARIA_256_CBC_SHA384 over TLS 1.2. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../stacks/bouncycastle.sh" tls1_2 TLS_PSK_WITH_ARIA_256_CBC_SHA384
