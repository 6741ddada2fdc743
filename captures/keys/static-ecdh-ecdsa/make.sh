#!/usr/bin/env bash
# Static elliptic-curve Diffie-Hellman with a certificate that ECDSA signed: TLS 1.0, RC4; opened with the server's own EC key (--dh-key). OpenSSL 1.0.1q in Node 0.12.9, both sides.
opened=dh log=oracle.log
source "$(dirname "$0")/../../tools/stacks/node.sh" tls1 ECDH-ECDSA-RC4-SHA
