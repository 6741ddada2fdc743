#!/usr/bin/env bash
# truncated_hmac (RFC 6066): MACs of 10 bytes, MAC-then-encrypt. Mbed TLS 2.28.
source "$(dirname "$0")/../../tools/stacks/mbedtls.sh" tls1_2 TLS-RSA-WITH-AES-128-CBC-SHA truncated_hmac no_encrypt_then_mac
