#!/usr/bin/env bash
# A packet of the server was not captured, but its acknowledgment was. TLS 1.3, TLS_AES_128_CCM_8_SHA256, records of 512 bytes. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

path=small.txt record openssl_case -ciphersuites TLS_AES_128_CCM_8_SHA256 -max_send_frag 512 -- -tls1_3 -ciphersuites TLS_AES_128_CCM_8_SHA256 -keylogfile "$here/keys.log"
edited without server:9
