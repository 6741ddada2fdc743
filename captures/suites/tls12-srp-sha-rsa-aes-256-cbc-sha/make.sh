#!/usr/bin/env bash
# TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA over TLS 1.2. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../stacks/gnutls.sh" tls1_2 +SRP-RSA:+AES-256-CBC:+SHA1
