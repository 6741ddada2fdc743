#!/usr/bin/env bash
# QUIC version 2 (RFC 9369), with other salt, labels and packet types; decrypted with a key log. ngtcp2 1.11 with GnuTLS 3.8.9, both sides.
source "$(dirname "$0")/../../tools/stacks/ngtcp2.sh"

record quic_case -- --version=v2
