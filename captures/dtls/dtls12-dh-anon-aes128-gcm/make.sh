#!/usr/bin/env bash
# TLS_DH_anon_WITH_AES_128_GCM_SHA256 over DTLS 1.2; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record openssl_talk -dtls1_2 -nocert -- -dtls1_2 -cipher ADH-AES128-GCM-SHA256
use_log
