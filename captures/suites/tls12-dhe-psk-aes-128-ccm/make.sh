#!/usr/bin/env bash
# TLS_DHE_PSK_WITH_AES_128_CCM over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 DHE-PSK-AES128-CCM
