#!/usr/bin/env bash
# ECDHE with the server's RSA key: the key cannot decrypt it, and the reason says so. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -- -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256
