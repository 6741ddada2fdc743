#!/usr/bin/env bash
# TLS_RSA_WITH_DES_CBC_SHA over SSL 3.0. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" ssl3 DES-CBC-SHA
