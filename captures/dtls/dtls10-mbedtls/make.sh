#!/usr/bin/env bash
# TLS_DHE_RSA_WITH_AES_128_CBC_SHA over DTLS 1.0 without the extended master secret; decrypted with a key log. Mbed TLS 2.28, both sides.
source "$(dirname "$0")/../../tools/stacks/mbedtls.sh" dtls1 TLS-DHE-RSA-WITH-AES-128-CBC-SHA no_extended_master_secret
