#!/usr/bin/env bash
# TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5 over SSL 3.0. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" ssl3 EXP-RC2-CBC-MD5
