#!/usr/bin/env bash
# Encrypted Client Hello with 0-RTT, whose secret BoringSSL logs for the random of the outer hello. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/ech.sh" early
