#!/usr/bin/env bash
# TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 over TLS 1.2. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_2 ECDHE-ECDSA-AES128-GCM-SHA256
