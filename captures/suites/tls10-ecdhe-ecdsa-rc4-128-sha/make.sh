#!/usr/bin/env bash
# TLS_ECDHE_ECDSA_WITH_RC4_128_SHA over TLS 1.0. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" tls1 ECDHE-ECDSA-RC4-SHA
