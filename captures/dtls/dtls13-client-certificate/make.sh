#!/usr/bin/env bash
# Mutual authentication. DTLS 1.3; decrypted with a key log. NSS 3.87, both sides.
source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" client_certificate
