#!/usr/bin/env bash
# LISP's data (RFC 9300). Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" lisp "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
