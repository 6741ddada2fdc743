#!/usr/bin/env bash
# TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA over DTLS 1.0; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record openssl_talk -dtls1 -- -dtls1 -cipher DHE-RSA-CAMELLIA256-SHA
use_log
