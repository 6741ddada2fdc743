#!/usr/bin/env bash
# The key exchange is on secp192r1, a curve of 192 bits. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -no_ticket -curves prime192v1 -- -tls1_2 -curves prime192v1 -cipher ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -keylogfile "$here/keys.log"
