#!/usr/bin/env bash
# A key share of MLKEM768. TLS 1.3; decrypted with a key log. OpenSSL 3.5 in Node 26, both sides.
source "$(dirname "$0")/../../tools/stacks/node26.sh" MLKEM768 server
