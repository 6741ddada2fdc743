#!/usr/bin/env bash
# The server verifies the client's address with a Retry packet of version 2; decrypted with a key log. ngtcp2 1.11 with GnuTLS 3.8.9, both sides.
source "$(dirname "$0")/../../tools/stacks/ngtcp2.sh"

record quic_case --validate-addr -- --version=v2
