#!/usr/bin/env bash
# Only the server chooses a connection ID, as clients of the Internet of Things ask for: the client sends one of length zero. DTLS 1.2 with the suite of CoAP, TLS_PSK_WITH_AES_128_CCM_8; decrypted with the pre-shared key. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-dtls.sh" dtls1_2 TLS_PSK_WITH_AES_128_CCM_8 client_id=0 server_id=6
