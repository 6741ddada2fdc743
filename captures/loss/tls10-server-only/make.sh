#!/usr/bin/env bash
# TLS 1.0, only the server's packets, with a key log: the client random is found by trial. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -- -tls1 -cipher AES128-SHA:@SECLEVEL=0 -keylogfile "$here/keys.log"
edited server-only
