#!/usr/bin/env bash
# use_srtp (RFC 5764): the sides agree on SRTP_AEAD_AES_128_GCM. DTLS 1.2; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record openssl_talk -dtls1_2 -use_srtp SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80 -- -dtls1_2 -use_srtp SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM
use_log
