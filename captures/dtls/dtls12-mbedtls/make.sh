#!/usr/bin/env bash
# DTLS 1.2 with the usual settings of Mbed TLS, which puts the messages of a flight into one datagram; TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, decrypted with a key log. Mbed TLS 2.28, both sides.
source "$(dirname "$0")/../../tools/stacks/mbedtls.sh" dtls1_2 TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384
