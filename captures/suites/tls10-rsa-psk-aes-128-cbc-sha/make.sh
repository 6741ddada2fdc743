#!/usr/bin/env bash
# TLS_RSA_PSK_WITH_AES_128_CBC_SHA over TLS 1.0. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1 RSA-PSK-AES128-CBC-SHA
