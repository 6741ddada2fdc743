#!/usr/bin/env bash
# RSA key exchange, no key given. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

record openssl_case -no_ticket -- -tls1_2 -cipher AES128-GCM-SHA256
