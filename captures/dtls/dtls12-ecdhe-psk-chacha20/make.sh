#!/usr/bin/env bash
# TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256 over DTLS 1.2; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record openssl_talk -dtls1_2 -psk $psk -psk_identity $identity -nocert -- -dtls1_2 -cipher ECDHE-PSK-CHACHA20-POLY1305 -psk $psk -psk_identity $identity
use_log
