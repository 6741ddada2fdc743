#!/usr/bin/env bash
# Encrypted Client Hello (RFC 9849), accepted; ECH_SECRET and ECH_CONFIG (RFC 9850) of the key log decrypt the inner hello. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/ech.sh"
