#!/usr/bin/env bash
# From an access point to its controller (CAPWAP data): 802.11 frames whose frame control bytes are swapped, as Cisco sends them. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" capwap-wifi "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
