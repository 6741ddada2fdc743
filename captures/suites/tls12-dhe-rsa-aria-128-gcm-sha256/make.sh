#!/usr/bin/env bash
# TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 DHE-RSA-ARIA128-GCM-SHA256
