#!/usr/bin/env bash
# TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA over TLS 1.0. Java 17, both sides.
source "$(dirname "$0")/../stacks/java.sh" tls1 SSL_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA
