#!/usr/bin/env bash
# Encrypted Client Hello, accepted after a HelloRetryRequest: two inner hellos. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/ech.sh" retry
