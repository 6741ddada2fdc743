#!/usr/bin/env bash
# Static elliptic-curve Diffie-Hellman with a certificate signed with ECDSA: TLS 1.0, RC4; decrypted with the server's EC key (--dh-key). OpenSSL 1.0.1q in Node 0.12.9, both sides.
opened=dh log=oracle.log
source "$(dirname "$0")/../../tools/stacks/node.sh" tls1 ECDH-ECDSA-RC4-SHA
