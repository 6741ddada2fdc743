#!/usr/bin/env bash
# TLS 1.3 whose records are padded to multiples of 256 bytes, on both sides. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -record_padding 256 -- -tls1_3 -record_padding 256 -keylogfile "$here/keys.log"
