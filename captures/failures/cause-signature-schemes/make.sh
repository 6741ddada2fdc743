#!/usr/bin/env bash
# The first client accepts signatures of ECDSA only, and the server, which has an RSA key, refuses it with handshake_failure. The second client accepts RSA-PSS too. OpenSSL 3.0, TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_clients -tls1_3 -keylogfile "$here/keys.log" -- -tls1_3 -sigalgs ECDSA+SHA256 -- -tls1_3 -sigalgs ECDSA+SHA256:RSA-PSS+SHA256
