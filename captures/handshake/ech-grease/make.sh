#!/usr/bin/env bash
# A client without a configuration offers random bytes as Encrypted Client Hello (GREASE). BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/ech.sh" grease
