#!/usr/bin/env bash
# Mutual authentication over QUIC version 1; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case --verify-client -- --key="$keys/client.key" --cert="$keys/client.pem"
