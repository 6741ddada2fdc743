#!/usr/bin/env bash
# TLS_DH_anon_WITH_CAMELLIA_128_GCM_SHA256 over TLS 1.2. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../stacks/gnutls.sh" tls1_2 +ANON-DH:+CAMELLIA-128-GCM:+AEAD
