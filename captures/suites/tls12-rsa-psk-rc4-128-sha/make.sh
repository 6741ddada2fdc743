#!/usr/bin/env bash
# TLS_RSA_PSK_WITH_RC4_128_SHA over TLS 1.2. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../stacks/gnutls.sh" tls1_2 +RSA-PSK:+ARCFOUR-128:+SHA1
