#!/usr/bin/env bash
# 802.11 frames in the GRE tunnel of an Aruba access point. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" aruba-gre "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
