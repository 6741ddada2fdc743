#!/usr/bin/env bash
# 40 KB in MTU-sized segments; the damaged variants are made from it. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

path=medium.txt record openssl_case -no_ticket -- -tls1_2 -cipher AES128-GCM-SHA256
