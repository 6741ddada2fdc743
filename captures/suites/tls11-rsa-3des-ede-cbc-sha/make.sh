#!/usr/bin/env bash
# TLS_RSA_WITH_3DES_EDE_CBC_SHA over TLS 1.1. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" tls1_1 DES-CBC3-SHA
