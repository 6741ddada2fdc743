#!/usr/bin/env bash
# TLS_RSA_WITH_AES_256_CCM_8 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 AES256-CCM8
