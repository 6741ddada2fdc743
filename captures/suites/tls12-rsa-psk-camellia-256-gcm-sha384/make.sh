#!/usr/bin/env bash
# TLS_RSA_PSK_WITH_CAMELLIA_256_GCM_SHA384 over TLS 1.2. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../stacks/gnutls.sh" tls1_2 +RSA-PSK:+CAMELLIA-256-GCM:+AEAD
