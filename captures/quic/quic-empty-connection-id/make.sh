#!/usr/bin/env bash
# The client chooses a connection ID of length zero: the server's short headers have none; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case -- --scid=
