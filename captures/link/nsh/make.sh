#!/usr/bin/env bash
# A network service header (RFC 8300). Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" nsh "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
