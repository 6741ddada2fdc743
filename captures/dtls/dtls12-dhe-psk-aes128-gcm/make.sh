#!/usr/bin/env bash
# TLS_DHE_PSK_WITH_AES_128_GCM_SHA256 over DTLS 1.2; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record openssl_talk -dtls1_2 -psk $psk -psk_identity $identity -nocert -- -dtls1_2 -cipher DHE-PSK-AES128-GCM-SHA256 -psk $psk -psk_identity $identity
use_log
