#!/usr/bin/env bash
# TLS 1.3: the client's key share is for a group that the server does not support, so it sends a second ClientHello. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -groups P-384 -- -tls1_3 -groups X25519:P-384 -keylogfile "$here/keys.log"
