#!/usr/bin/env bash
# TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA over DTLS 1.0; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap
certificate=$keys/ecdsa.pem key=$keys/ecdsa.key

record openssl_talk -dtls1 -- -dtls1 -cipher ECDHE-ECDSA-AES256-SHA
use_log
