#!/usr/bin/env bash
# TLS_RSA_WITH_NULL_SHA over TLS 1.1. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1_1 NULL-SHA
