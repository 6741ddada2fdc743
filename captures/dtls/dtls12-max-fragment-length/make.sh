#!/usr/bin/env bash
# The client asks for records of 512 bytes at most (max_fragment_length), so that certificates are sent in fragments; TLS_RSA_WITH_AES_128_CCM_8 over DTLS 1.2, decrypted with the server's key. Mbed TLS 2.28, both sides.
source "$(dirname "$0")/../../tools/stacks/mbedtls.sh" dtls1_2 TLS-RSA-WITH-AES-128-CCM-8 max_fragment_length
