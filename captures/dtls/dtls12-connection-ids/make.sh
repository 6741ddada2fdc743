#!/usr/bin/env bash
# Connection IDs of 4 and 8 bytes (RFC 9146): protected records have the type tls12_cid. DTLS 1.2 with AES-GCM; decrypted with a key log. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-dtls.sh" dtls1_2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 client_id=4 server_id=8
