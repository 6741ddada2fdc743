#!/usr/bin/env bash
# The server prefers another port, to which the client goes after the handshake; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case --preferred-ipv4-addr=127.0.0.1:8443 -- --delay-stream=50ms
