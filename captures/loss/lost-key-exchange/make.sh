#!/usr/bin/env bash
# TLS 1.2 whose ClientKeyExchange was not captured. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -no_ticket -- -tls1_2 -cipher AES128-GCM-SHA256
edited without client:1
