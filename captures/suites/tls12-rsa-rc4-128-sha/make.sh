#!/usr/bin/env bash
# TLS_RSA_WITH_RC4_128_SHA over TLS 1.2. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" tls1_2 RC4-SHA
