#!/usr/bin/env bash
# TLS_DHE_PSK_WITH_ARIA_256_GCM_SHA384 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 DHE-PSK-ARIA256-GCM-SHA384
