#!/usr/bin/env bash
# TLS_DHE_DSS_WITH_AES_128_CBC_SHA256 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 DHE-DSS-AES128-SHA256
