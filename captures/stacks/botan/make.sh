#!/usr/bin/env bash
# Camellia in CBC mode, encrypt_then_mac: TLS 1.2, decrypted with the server's RSA key. Botan 2.19, both sides.
source "$(dirname "$0")/../../tools/stacks/botan.sh" Camellia-256 SHA-256
