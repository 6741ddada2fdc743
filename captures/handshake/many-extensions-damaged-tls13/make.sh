#!/usr/bin/env bash
# The same extensions as in many-extensions-tls13 with data that lacks its last byte, or has one where none belongs. TLS 1.3; decrypted with a key log. OpenSSL 3.0 carries them.
source "$(dirname "$0")/../../tools/stacks/extensions.sh" 1.3 damaged
