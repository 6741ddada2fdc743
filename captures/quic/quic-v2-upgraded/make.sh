#!/usr/bin/env bash
# Compatible version negotiation (RFC 9368): the client begins with version 1, the server goes on in version 2; decrypted with a key log. ngtcp2 1.11 with GnuTLS 3.8.9, both sides.
source "$(dirname "$0")/../../tools/stacks/ngtcp2.sh"

record quic_case --preferred-versions=v2 -- --available-versions=v2,v1
