#!/usr/bin/env bash
# TLS_ECDH_ECDSA_WITH_CAMELLIA_128_GCM_SHA256 over DTLS 1.2: static Diffie-Hellman; decrypted with a key log. Mbed TLS 2.28, both sides.
source "$(dirname "$0")/../../tools/stacks/mbedtls.sh" dtls1_2 TLS-ECDH-ECDSA-WITH-CAMELLIA-128-GCM-SHA256
