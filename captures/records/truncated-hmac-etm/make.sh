#!/usr/bin/env bash
# truncated_hmac (RFC 6066) with encrypt-then-MAC. Mbed TLS 2.28.
source "$(dirname "$0")/../../tools/stacks/mbedtls.sh" tls1_2 TLS-RSA-WITH-AES-128-CBC-SHA truncated_hmac
