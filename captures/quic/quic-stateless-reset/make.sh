#!/usr/bin/env bash
# The server loses its state after a page and answers the next request with a stateless reset; decrypted with a key log. quiche 0.18 with BoringSSL, both sides.
source "$(dirname "$0")/../../tools/stacks/quiche.sh"

record quiche_case stateless-reset
