#!/usr/bin/env bash
# The client goes on from another port, with another connection ID, and validates the path; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"
pages=(medium.txt small.txt)

record quic_case -- --change-local-addr=10ms --delay-stream=50ms
