#!/usr/bin/env bash
# TLS 1.3 whose ServerHello was not captured: the ClientHello identifies the secrets, and the suite is found among those that it offers. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -- -tls1_3 -keylogfile "$here/keys.log"
edited without server:0
