#!/usr/bin/env bash
# One bit of the server's last record is flipped. TLS 1.2, CBC. OpenSSL 3.0, edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -no_ticket -- -tls1_2 -cipher AES128-SHA
edited damaged server:3
