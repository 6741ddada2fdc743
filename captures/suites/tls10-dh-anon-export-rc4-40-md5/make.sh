#!/usr/bin/env bash
# TLS_DH_anon_EXPORT_WITH_RC4_40_MD5 over TLS 1.0. Java 17, both sides.
source "$(dirname "$0")/../stacks/java.sh" tls1 SSL_DH_anon_EXPORT_WITH_RC4_40_MD5
