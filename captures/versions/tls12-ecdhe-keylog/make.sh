#!/usr/bin/env bash
# ECDHE decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -- -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -keylogfile "$here/keys.log"
