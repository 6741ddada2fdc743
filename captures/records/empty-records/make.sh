#!/usr/bin/env bash
# TLS 1.0, CBC: an empty record before each record with data, a defense against BEAST. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -no_ticket -- -tls1 -cipher AES128-SHA
