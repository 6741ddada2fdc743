#!/usr/bin/env bash
# TLS_RSA_PSK_WITH_CAMELLIA_256_CBC_SHA384 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 RSA-PSK-CAMELLIA256-SHA384
