#!/usr/bin/env bash
# A certificate with an ECDSA key: the server's flight is one datagram of several records. DTLS 1.3; decrypted with a key log. NSS 3.87, both sides.
server=ecdsa source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh"
