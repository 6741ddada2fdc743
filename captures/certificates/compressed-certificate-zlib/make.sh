#!/usr/bin/env bash
# The server's certificate compressed with zlib (RFC 8879), TLS 1.3; decrypted with a key log. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/boringssl.sh" certificate_zlib
