#!/usr/bin/env bash
# SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5 over SSL 2.0. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" ssl2 EXP-RC2-CBC-MD5
