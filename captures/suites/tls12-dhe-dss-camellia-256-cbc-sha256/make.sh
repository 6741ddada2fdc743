#!/usr/bin/env bash
# TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 DHE-DSS-CAMELLIA256-SHA256
