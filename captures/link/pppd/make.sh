#!/usr/bin/env bash
# PPP as pppd records it: the direction in place of the address. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" pppd "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
