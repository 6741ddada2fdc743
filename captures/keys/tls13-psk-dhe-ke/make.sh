#!/usr/bin/env bash
# TLS 1.3 with an external pre-shared key and Diffie-Hellman (psk_dhe_ke): the pre-shared key alone cannot decrypt it. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/stacks/suite.sh"
arguments --psk $psk capture.pcap

record openssl_case -nocert -psk $psk -psk_identity $identity -- -tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256 -psk $psk -psk_identity $identity
