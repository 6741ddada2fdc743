#!/usr/bin/env bash
# TLS_RSA_WITH_AES_256_GCM_SHA384 over DTLS 1.2; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1_2 -- -dtls1_2 -cipher AES256-GCM-SHA384
