#!/usr/bin/env bash
# Only the client chooses a connection ID: the server's records have it. DTLS 1.2 with ChaCha20-Poly1305; decrypted with a key log. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-dtls.sh" dtls1_2 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 client_id=5 server_id=0
