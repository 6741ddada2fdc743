#!/usr/bin/env bash
# MACs of 10 bytes (truncated_hmac) over DTLS 1.2: TLS_RSA_WITH_AES_128_CBC_SHA without encrypt-then-MAC, decrypted with the server's key. Mbed TLS 2.28, both sides.
source "$(dirname "$0")/../../tools/stacks/mbedtls.sh" dtls1_2 TLS-RSA-WITH-AES-128-CBC-SHA truncated_hmac no_encrypt_then_mac
