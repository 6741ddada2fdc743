#!/usr/bin/env bash
# Encrypted Client Hello (RFC 9849) that the server takes: the key log names the random of the hello inside, which no capture shows, so that its secrets are found by trial. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/boringssl.sh" ech
