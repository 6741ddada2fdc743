#!/usr/bin/env bash
# A packet of the server was not captured, but its acknowledgment was. TLS 1.2, RC4, records of 512 bytes. Mbed TLS 2.28.
PAGE=small.txt hello="line 000079" source "$(dirname "$0")/../../tools/stacks/mbedtls.sh" tls1_2 TLS-RSA-WITH-RC4-128-SHA max_fragment_length
edited without server:9
