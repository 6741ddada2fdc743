#!/usr/bin/env bash
# A VLAN tag (802.1Q). Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" vlan "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
