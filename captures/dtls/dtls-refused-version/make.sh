#!/usr/bin/env bash
# The server refuses DTLS 1.0 with the alert protocol_version; OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_fails -dtls1_2 -- -dtls1
