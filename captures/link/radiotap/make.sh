#!/usr/bin/env bash
# Wireless frames (802.11 with radiotap), as before 802.11n. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" radiotap "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
