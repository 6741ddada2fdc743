#!/usr/bin/env bash
# A key share of SecP256r1MLKEM768. TLS 1.3; decrypted with a key log. OpenSSL 3.5 in Node 26, both sides.
source "$(dirname "$0")/../../tools/stacks/node26.sh" SecP256r1MLKEM768 server
