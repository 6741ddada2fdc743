#!/usr/bin/env bash
# TLS_DHE_DSS_WITH_RC4_128_SHA over TLS 1.2. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../stacks/gnutls.sh" tls1_2 +DHE-DSS:+ARCFOUR-128:+SHA1
