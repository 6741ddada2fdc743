#!/usr/bin/env bash
# TLS_RSA_WITH_AES_256_GCM_SHA384 over DTLS 1.2, in datagrams of at most 256 bytes. The ClientHello has fragments, and the server sends its last flight twice; decrypted with the server's key. Java 17, both sides.
source "$(dirname "$0")/../../tools/stacks/java-dtls.sh" DTLSv1.2 TLS_RSA_WITH_AES_256_GCM_SHA384 256
