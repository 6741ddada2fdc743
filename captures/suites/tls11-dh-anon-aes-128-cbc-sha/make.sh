#!/usr/bin/env bash
# TLS_DH_anon_WITH_AES_128_CBC_SHA over TLS 1.1. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_1 ADH-AES128-SHA
