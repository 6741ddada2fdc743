#!/usr/bin/env bash
# Application-layer settings (ALPS), an additional handshake message from the client after the server's Finished. TLS 1.3, HTTP/2 selected; decrypted with a key log. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/boringssl.sh" application_settings
