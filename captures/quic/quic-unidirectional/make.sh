#!/usr/bin/env bash
# Streams of one direction: two of each side, beside one of both directions; decrypted with a key log. quiche 0.18 with BoringSSL, both sides.
source "$(dirname "$0")/../../tools/stacks/quiche.sh"

record quiche_case unidirectional
