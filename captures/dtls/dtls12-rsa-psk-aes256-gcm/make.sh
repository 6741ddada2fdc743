#!/usr/bin/env bash
# TLS_RSA_PSK_WITH_AES_256_GCM_SHA384 over DTLS 1.2; decrypted with the server's key and the pre-shared key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key --psk $psk capture.pcap

record openssl_talk -dtls1_2 -psk $psk -psk_identity $identity -- -dtls1_2 -cipher RSA-PSK-AES256-GCM-SHA384 -psk $psk -psk_identity $identity
use_log oracle.log
