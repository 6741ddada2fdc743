#!/usr/bin/env bash
# The client begins with a version that the server does not know: a Version Negotiation packet, and a second attempt in version 1; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

record quic_case -- --version=0x1a2a3a4a --preferred-versions=v1 --other-versions=v1
