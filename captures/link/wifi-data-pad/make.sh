#!/usr/bin/env bash
# Wireless QoS frames whose header the driver padded to a multiple of four bytes. A radiotap flag after a time stamp says so. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" wifi-data-pad "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
