#!/usr/bin/env bash
# The client's key share is for a group that the server does not support: a HelloRetryRequest in Initial packets; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case --groups=-GROUP-ALL:+GROUP-SECP521R1 -- --groups=-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP521R1
