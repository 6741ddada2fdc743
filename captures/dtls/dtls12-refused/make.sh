#!/usr/bin/env bash
# Client and server have no cipher suite in common: a fatal alert ends the handshake. DTLS 1.2; OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_fails -dtls1_2 -cipher AES256-SHA -- -dtls1_2 -cipher AES128-GCM-SHA256
