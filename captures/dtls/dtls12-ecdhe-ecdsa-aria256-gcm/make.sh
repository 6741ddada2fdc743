#!/usr/bin/env bash
# TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384 over DTLS 1.2; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap
certificate=$keys/ecdsa.pem key=$keys/ecdsa.key

record openssl_talk -dtls1_2 -- -dtls1_2 -cipher ECDHE-ECDSA-ARIA256-GCM-SHA384
use_log
