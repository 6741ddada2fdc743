#!/usr/bin/env bash
# Compatible version negotiation: the client begins with version 1, the server goes on in the draft of version 2; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case --preferred-versions=v2draft -- --other-versions=v2draft,v1
