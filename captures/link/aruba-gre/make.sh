#!/usr/bin/env bash
# 802.11 frames in the GRE tunnel of an Aruba access point. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" aruba-gre "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
