#!/usr/bin/env bash
# Heartbeats over DTLS (RFC 6520): both sides allow them, and the client sends them. DTLS 1.2; decrypted with a key log. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-dtls.sh" dtls1_2 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 heartbeat
