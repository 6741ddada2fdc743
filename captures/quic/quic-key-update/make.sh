#!/usr/bin/env bash
# The client updates the keys in the middle of a page; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"
pages=(medium.txt small.txt)

record quic_case -- --key-update=1ms
