#!/usr/bin/env bash
# Static elliptic-curve Diffie-Hellman, decrypted with the server's EC key (--dh-key). OpenSSL 1.0.2o in Node 4.9.1, both sides.
opened=dh log=oracle.log
source "$(dirname "$0")/../../tools/stacks/node4.sh" tls1_2 ECDH-RSA-AES128-SHA256
