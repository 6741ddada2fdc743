#!/usr/bin/env bash
# A client that also supports SSL 2.0 sends its hello in that form, and TLS is selected (RFC 5246 appendix E.2): decrypted with the server's RSA key. OpenSSL 1.0.1q in Node 0.12.9, both sides.
opened=rsa
source "$(dirname "$0")/../../tools/stacks/node.sh" any AES128-SHA:DES-CBC3-MD5
