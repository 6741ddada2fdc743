#!/usr/bin/env bash
# TLS_DHE_RSA_WITH_AES_256_CBC_SHA over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 DHE-RSA-AES256-SHA
