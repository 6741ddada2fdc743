#!/usr/bin/env bash
# TLS 1.2 whose ServerKeyExchange is signed with RSA and SHA-1 (RFC 9155). OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -no_ticket -sigalgs RSA+SHA1 -- -tls1_2 -sigalgs RSA+SHA1 -cipher ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -keylogfile "$here/keys.log"
