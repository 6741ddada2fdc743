#!/usr/bin/env bash
# A pre-shared key and Diffie-Hellman, without certificates. DTLS 1.3; decrypted with a key log. NSS 3.87, both sides.
source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" psk
