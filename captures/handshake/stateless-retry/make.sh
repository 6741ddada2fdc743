#!/usr/bin/env bash
# TLS 1.3: a server that keeps nothing of the first ClientHello sends a HelloRetryRequest with a cookie, which the client repeats. Decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/stacks/extensions.sh" stateless none
