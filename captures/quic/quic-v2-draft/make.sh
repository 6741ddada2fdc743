#!/usr/bin/env bash
# The draft of QUIC version 2 (0x709a50c4), with other salt, labels and packet types; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case -- --version=v2draft
