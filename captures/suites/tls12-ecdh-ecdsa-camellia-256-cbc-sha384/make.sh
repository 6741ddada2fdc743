#!/usr/bin/env bash
# TLS_ECDH_ECDSA_WITH_CAMELLIA_256_CBC_SHA384 over TLS 1.2. Mbed TLS 2.28, both sides.
source "$(dirname "$0")/../stacks/mbedtls.sh" tls1_2 TLS-ECDH-ECDSA-WITH-CAMELLIA-256-CBC-SHA384
