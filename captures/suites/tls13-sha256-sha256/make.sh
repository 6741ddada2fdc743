#!/usr/bin/env bash
# TLS_SHA256_SHA256 over TLS 1.3. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../stacks/bouncycastle.sh" tls1_3 TLS_SHA256_SHA256
