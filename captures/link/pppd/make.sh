#!/usr/bin/env bash
# PPP as pppd records it: the direction replaces the address. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" pppd "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
