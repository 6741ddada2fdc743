#!/usr/bin/env bash
# TLS 1.3, CCM with a tag of 8 bytes. 40 KB in records of 700 bytes that span segments. The loss tests drop its segments. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

path=medium.txt record openssl_case -max_send_frag 700 -ciphersuites TLS_AES_128_CCM_8_SHA256 -- -tls1_3 -ciphersuites TLS_AES_128_CCM_8_SHA256 -keylogfile "$here/keys.log"
