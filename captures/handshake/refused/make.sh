#!/usr/bin/env bash
# Client and server have no cipher suite in common: a fatal alert ends the handshake. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -tls1_2 -cipher AES256-SHA -- -tls1_2 -cipher AES128-GCM-SHA256
