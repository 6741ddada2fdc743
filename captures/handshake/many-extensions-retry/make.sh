#!/usr/bin/env bash
# Extensions that no stack here sends by itself in a HelloRetryRequest. TLS 1.3; decrypted with a key log. OpenSSL 3.0 carries them.
source "$(dirname "$0")/../../tools/stacks/extensions.sh" retry retry
