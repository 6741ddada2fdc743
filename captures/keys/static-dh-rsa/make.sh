#!/usr/bin/env bash
# Static Diffie-Hellman, decrypted with the server's DH key (--dh-key), without a key log or RSA key. OpenSSL 1.0.2o in Node 4.9.1, both sides.
opened=dh log=oracle.log
source "$(dirname "$0")/../../tools/stacks/node4.sh" tls1_2 DH-RSA-AES128-GCM-SHA256
