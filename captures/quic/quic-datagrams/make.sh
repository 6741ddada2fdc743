#!/usr/bin/env bash
# DATAGRAM frames (RFC 9221): three of each side, beside a stream with a page; decrypted with a key log. quiche 0.18 with BoringSSL, both sides.
source "$(dirname "$0")/../../tools/stacks/quiche.sh"

record quiche_case datagrams
