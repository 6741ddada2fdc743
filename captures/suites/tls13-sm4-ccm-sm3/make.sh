#!/usr/bin/env bash
# TLS_SM4_CCM_SM3 over TLS 1.3. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../stacks/bouncycastle.sh" tls1_3 TLS_SM4_CCM_SM3
