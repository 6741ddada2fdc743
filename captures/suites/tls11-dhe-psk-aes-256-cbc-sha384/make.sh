#!/usr/bin/env bash
# TLS_DHE_PSK_WITH_AES_256_CBC_SHA384 over TLS 1.1. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_1 DHE-PSK-AES256-CBC-SHA384
