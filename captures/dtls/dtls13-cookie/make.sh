#!/usr/bin/env bash
# The server verifies the client's address with a cookie in a HelloRetryRequest. DTLS 1.3; decrypted with a key log. NSS 3.87, both sides.
source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" cookie
