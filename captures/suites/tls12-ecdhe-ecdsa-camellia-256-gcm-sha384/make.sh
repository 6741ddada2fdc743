#!/usr/bin/env bash
# TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_GCM_SHA384 over TLS 1.2. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../stacks/gnutls.sh" tls1_2 +ECDHE-ECDSA:+CAMELLIA-256-GCM:+AEAD
