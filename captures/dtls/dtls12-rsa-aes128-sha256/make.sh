#!/usr/bin/env bash
# TLS_RSA_WITH_AES_128_CBC_SHA256 over DTLS 1.2 with encrypt-then-MAC; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1_2 -- -dtls1_2 -cipher AES128-SHA256
