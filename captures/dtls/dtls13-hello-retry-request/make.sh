#!/usr/bin/env bash
# The client's key share is for a group that the server does not support: a HelloRetryRequest, and a second ClientHello. DTLS 1.3; decrypted with a key log. NSS 3.87, both sides.
source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" retry
