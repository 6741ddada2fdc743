#!/usr/bin/env bash
# TLS_DHE_PSK_WITH_RC4_128_SHA over TLS 1.2. Mbed TLS 2.28, both sides.
source "$(dirname "$0")/../stacks/mbedtls.sh" tls1_2 TLS-DHE-PSK-WITH-RC4-128-SHA
