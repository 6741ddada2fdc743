#!/usr/bin/env bash
# The capture starts in the middle of a transfer in TLS 1.3, AES-128-GCM: suite, secret and sequence number are found by trying the key log's secrets. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

path=small.txt record openssl_case -ciphersuites TLS_AES_128_GCM_SHA256 -max_send_frag 512 -- -tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256 -keylogfile "$here/keys.log"
edited from server:8
