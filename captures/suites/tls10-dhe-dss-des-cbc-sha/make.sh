#!/usr/bin/env bash
# TLS_DHE_DSS_WITH_DES_CBC_SHA over TLS 1.0. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" tls1 EDH-DSS-DES-CBC-SHA
