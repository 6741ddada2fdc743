#!/usr/bin/env bash
# The client's port changes without the client's doing, and the connection ID stays; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"
pages=(medium.txt small.txt)

record quic_case -- --change-local-addr=10ms --nat-rebinding --delay-stream=50ms
