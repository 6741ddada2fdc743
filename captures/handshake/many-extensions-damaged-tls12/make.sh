#!/usr/bin/env bash
# The same extensions as in many-extensions-tls12 with data that lacks its last byte, or has one where none belongs. TLS 1.2; decrypted with a key log. OpenSSL 3.0 carries them.
source "$(dirname "$0")/../../tools/stacks/extensions.sh" 1.2 damaged
