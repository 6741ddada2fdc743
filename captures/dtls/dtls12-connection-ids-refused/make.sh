#!/usr/bin/env bash
# The client offers connection IDs, the server does not know them. DTLS 1.2; decrypted with a key log. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-dtls.sh" dtls1_2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 client_id=4
