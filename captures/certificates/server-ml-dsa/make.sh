#!/usr/bin/env bash
# The server's key is ML-DSA-65 (RFC 9881), and signs: TLS 1.3; opened with a key log. OpenSSL 3.5 in Node 26, both sides.
source "$(dirname "$0")/../../tools/stacks/node26.sh" X25519 ml-dsa-65
