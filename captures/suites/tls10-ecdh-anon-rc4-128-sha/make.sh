#!/usr/bin/env bash
# TLS_ECDH_anon_WITH_RC4_128_SHA over TLS 1.0. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" tls1 AECDH-RC4-SHA
