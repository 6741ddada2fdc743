#!/usr/bin/env bash
# OLD_TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256 over TLS 1.2. wolfSSL 5.5, both sides.
source "$(dirname "$0")/../stacks/wolfssl.sh" tls1_2 DHE-RSA-CHACHA20-POLY1305-OLD
