#!/usr/bin/env bash
# Extensions that no stack here sends by itself, with the data that their RFCs and drafts give them, in every message that may have them. TLS 1.2; decrypted with a key log. OpenSSL 3.0 carries them.
source "$(dirname "$0")/../../tools/stacks/extensions.sh" 1.2
