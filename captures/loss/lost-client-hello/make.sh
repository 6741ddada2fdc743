#!/usr/bin/env bash
# TLS 1.3 whose ClientHello was not captured; the key log has its random. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -- -tls1_3 -keylogfile "$here/keys.log"
edited without client:0
