#!/usr/bin/env bash
# TLS_RSA_PSK_WITH_NULL_SHA384 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 RSA-PSK-NULL-SHA384
