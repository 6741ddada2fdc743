#!/usr/bin/env bash
# Static Diffie-Hellman, opened with the server's own DH key (--dh-key): no key log, no RSA. OpenSSL 1.0.2o in Node 4.9.1, both sides.
opened=dh log=oracle.log
source "$(dirname "$0")/../../tools/stacks/node4.sh" tls1_2 DH-RSA-AES128-GCM-SHA256
