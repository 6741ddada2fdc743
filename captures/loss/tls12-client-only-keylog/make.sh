#!/usr/bin/env bash
# TLS 1.2, only the client's packets, with a key log: the server random is missing, and no key replaces it. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -- -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -keylogfile "$here/keys.log"
edited client-only
