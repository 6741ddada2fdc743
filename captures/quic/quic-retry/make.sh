#!/usr/bin/env bash
# The server verifies the client's address with a Retry packet; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case --validate-addr --
