#!/usr/bin/env bash
# TLS 1.2 RSA_PSK: the premaster secret needs the RSA key and the pre-shared key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key --psk alice=00112233445566778899aabbccddeeff capture.pcap

record openssl_case -psk 00112233445566778899aabbccddeeff -psk_identity alice -- -tls1_2 -cipher RSA-PSK-AES128-GCM-SHA256 -psk 00112233445566778899aabbccddeeff -psk_identity alice
