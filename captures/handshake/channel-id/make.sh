#!/usr/bin/env bash
# A Channel ID (a separate message before the client's Finished) and a client certificate. TLS 1.2; decrypted with a key log. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/boringssl.sh" tls12 channel_id client_certificate
