#!/usr/bin/env bash
# Wireless mesh frames: a mesh header before LLC. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" wifi-mesh "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
