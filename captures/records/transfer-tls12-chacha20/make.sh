#!/usr/bin/env bash
# TLS 1.2, ChaCha20-Poly1305: implicit nonces. 40 KB in records of 700 bytes that span segments. The loss tests drop its segments. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

path=medium.txt record openssl_case -max_send_frag 700 -no_ticket -- -tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305 -keylogfile "$here/keys.log"
