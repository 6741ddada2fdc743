#!/usr/bin/env bash
# TLS_RSA_WITH_AES_256_CBC_SHA over DTLS 1.0; decrypted with the server's key. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-dtls.sh" dtls1 TLS_RSA_WITH_AES_256_CBC_SHA
