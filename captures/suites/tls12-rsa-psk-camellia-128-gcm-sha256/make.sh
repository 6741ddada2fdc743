#!/usr/bin/env bash
# TLS_RSA_PSK_WITH_CAMELLIA_128_GCM_SHA256 over TLS 1.2. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../stacks/gnutls.sh" tls1_2 +RSA-PSK:+CAMELLIA-128-GCM:+AEAD
