#!/usr/bin/env bash
# TLS_AES_256_GCM_SHA384 over DTLS 1.3; decrypted with a key log. NSS 3.87, both sides.
source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" suite=1302
