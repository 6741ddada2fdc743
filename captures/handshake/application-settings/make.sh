#!/usr/bin/env bash
# Application-layer settings (ALPS), a handshake message of the client's own after the server's Finished: TLS 1.3, HTTP/2 agreed on; opened with a key log. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/boringssl.sh" application_settings
