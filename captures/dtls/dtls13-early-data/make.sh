#!/usr/bin/env bash
# Two connections: a full handshake, then one that resumes the session with 0-RTT data in epoch 1. DTLS 1.3; decrypted with a key log. NSS 3.87, both sides.
source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" early
