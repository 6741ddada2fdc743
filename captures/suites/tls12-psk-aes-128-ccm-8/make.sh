#!/usr/bin/env bash
# TLS_PSK_WITH_AES_128_CCM_8 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 PSK-AES128-CCM8
