#!/usr/bin/env bash
# The client updates the keys of version 2, whose label is another, in the middle of a page; decrypted with a key log. ngtcp2 1.11 with GnuTLS 3.8.9, both sides.
source "$(dirname "$0")/../../tools/stacks/ngtcp2.sh"
pages=(medium.txt small.txt)

record quic_case -- --version=v2 --key-update=1ms
