#!/usr/bin/env bash
# TLS_ECDH_anon_WITH_AES_128_CBC_SHA over TLS 1.0. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1 AECDH-AES128-SHA
