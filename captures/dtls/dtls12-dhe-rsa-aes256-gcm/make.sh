#!/usr/bin/env bash
# TLS_DHE_RSA_WITH_AES_256_GCM_SHA384 over DTLS 1.2; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record openssl_talk -dtls1_2 -- -dtls1_2 -cipher DHE-RSA-AES256-GCM-SHA384
use_log
