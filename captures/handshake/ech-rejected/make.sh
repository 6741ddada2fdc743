#!/usr/bin/env bash
# Encrypted Client Hello that the server rejects with retry configurations: the outer hello counts, the inner one is decrypted. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/ech.sh" rejected
