#!/usr/bin/env bash
# Wireless QoS frames with a frame check sequence, as a flag of radiotap says. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" wifi-qos-fcs "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
