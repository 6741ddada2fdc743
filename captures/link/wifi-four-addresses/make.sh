#!/usr/bin/env bash
# Wireless QoS frames between two access points: four addresses, without radiotap. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" wifi-four-addresses "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
