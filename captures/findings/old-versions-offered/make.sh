#!/usr/bin/env bash
# The client offers TLS 1.0 and 1.1 beside 1.2 and 1.3 in supported_versions; the server chooses 1.3. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -- -min_protocol TLSv1 -cipher DEFAULT:@SECLEVEL=0 -keylogfile "$here/keys.log"
