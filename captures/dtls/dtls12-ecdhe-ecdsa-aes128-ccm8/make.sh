#!/usr/bin/env bash
# TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 over DTLS 1.2; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap
certificate=$keys/ecdsa.pem key=$keys/ecdsa.key

record openssl_talk -dtls1_2 -- -dtls1_2 -cipher ECDHE-ECDSA-AES128-CCM8
use_log
