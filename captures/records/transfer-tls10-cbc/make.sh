#!/usr/bin/env bash
# TLS 1.0, CBC whose IV is the previous record's last block, MAC-then-encrypt. 40 KB in records of 700 bytes that span segments. The loss tests drop its segments. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

path=medium.txt record openssl_case -max_send_frag 700 -no_ticket -no_etm -- -tls1 -cipher AES128-SHA -no_etm
