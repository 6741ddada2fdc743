#!/usr/bin/env bash
# TLS_PSK_WITH_AES_128_CBC_SHA256 over DTLS 1.2; decrypted with the pre-shared key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --psk $psk capture.pcap

record openssl_talk -dtls1_2 -psk $psk -psk_identity $identity -nocert -- -dtls1_2 -cipher PSK-AES128-CBC-SHA256 -psk $psk -psk_identity $identity
