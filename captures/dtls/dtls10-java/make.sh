#!/usr/bin/env bash
# TLS_RSA_WITH_AES_128_CBC_SHA over DTLS 1.0 with MAC-then-encrypt. The server sends its last flight twice; decrypted with the server's key. Java 17, both sides.
source "$(dirname "$0")/../../tools/stacks/java-dtls.sh" DTLSv1.0 TLS_RSA_WITH_AES_128_CBC_SHA 1400
