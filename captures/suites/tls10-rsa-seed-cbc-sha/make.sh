#!/usr/bin/env bash
# TLS_RSA_WITH_SEED_CBC_SHA over TLS 1.0. OpenSSL 3.0, both sides.
source "$(dirname "$0")/../stacks/openssl.sh" tls1 SEED-SHA
