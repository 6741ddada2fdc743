#!/usr/bin/env bash
# TLS 1.2, TLS_RSA_WITH_AES_256_CBC_SHA, encrypt-then-MAC, extended master secret. OpenSSL 3.0 on both sides.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -no_ticket -- -tls1_2 -cipher AES256-SHA
