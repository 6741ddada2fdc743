#!/usr/bin/env bash
# TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256 over TLS 1.2. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" tls1_2 ECDH-RSA-AES128-SHA256
