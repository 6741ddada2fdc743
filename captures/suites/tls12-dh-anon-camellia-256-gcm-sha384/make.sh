#!/usr/bin/env bash
# TLS_DH_anon_WITH_CAMELLIA_256_GCM_SHA384 over TLS 1.2. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../stacks/gnutls.sh" tls1_2 +ANON-DH:+CAMELLIA-256-GCM:+AEAD
