#!/usr/bin/env bash
# TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 over DTLS 1.2; decrypted with a key log. wolfSSL 5.5, both sides.
source "$(dirname "$0")/../../tools/stacks/wolfssl.sh" dtls1_2 ECDHE-ECDSA-AES128-GCM-SHA256
