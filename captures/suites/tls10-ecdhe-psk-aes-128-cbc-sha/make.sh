#!/usr/bin/env bash
# TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA over TLS 1.0. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1 ECDHE-PSK-AES128-CBC-SHA
