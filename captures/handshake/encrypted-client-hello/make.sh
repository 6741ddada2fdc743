#!/usr/bin/env bash
# Encrypted Client Hello (RFC 9849), accepted by the server. The key log has the client random of the inner hello, which the capture does not show, so the secrets are found by trial. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/boringssl.sh" ech
