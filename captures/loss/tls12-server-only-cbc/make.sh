#!/usr/bin/env bash
# TLS 1.2 with CBC, only the server's packets, and a key log of several connections: each client random is tried with the server random. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

record openssl_case -- -tls1_2 -cipher ECDHE-RSA-AES256-SHA384 -keylogfile "$work/keys.log"
cat "$captures/versions/tls12-ecdhe-keylog/keys.log" "$work/keys.log" >"$here/keys.log"
edited server-only
