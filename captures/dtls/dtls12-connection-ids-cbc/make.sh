#!/usr/bin/env bash
# Connection IDs with CBC and encrypt-then-MAC, whose MAC covers them. DTLS 1.2; decrypted with the server's key. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-dtls.sh" dtls1_2 TLS_RSA_WITH_AES_128_CBC_SHA256 client_id=3 server_id=3
