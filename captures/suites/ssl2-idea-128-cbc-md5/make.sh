#!/usr/bin/env bash
# SSL_CK_IDEA_128_CBC_WITH_MD5 over SSL 2.0. OpenSSL 1.0.1q in Node 0.12.9, both sides.
source "$(dirname "$0")/../stacks/node.sh" ssl2 IDEA-CBC-MD5
