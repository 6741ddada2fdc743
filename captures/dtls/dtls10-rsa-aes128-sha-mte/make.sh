#!/usr/bin/env bash
# TLS_RSA_WITH_AES_128_CBC_SHA over DTLS 1.0 with MAC-then-encrypt; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1 -no_etm -- -dtls1 -cipher AES128-SHA -no_etm
