#!/usr/bin/env bash
# TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 ECDHE-ECDSA-CAMELLIA256-SHA384
