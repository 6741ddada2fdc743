#!/usr/bin/env bash
# TLS 1.2 with only a pre-shared key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --psk 00112233445566778899aabbccddeeff capture.pcap

record openssl_case -nocert -psk 00112233445566778899aabbccddeeff -psk_identity alice -- -tls1_2 -cipher PSK-AES128-GCM-SHA256 -psk 00112233445566778899aabbccddeeff -psk_identity alice
