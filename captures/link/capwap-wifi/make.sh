#!/usr/bin/env bash
# From an access point to its controller (CAPWAP data): 802.11 frames, the bytes of their control field swapped as by Cisco. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" capwap-wifi "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
