#!/usr/bin/env bash
# A key share of X25519 and NTRU (CECPQ2), which browsers tried before ML-KEM. TLS 1.3; decrypted with a key log. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/boringssl.sh" cecpq2
