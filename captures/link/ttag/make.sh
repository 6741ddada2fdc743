#!/usr/bin/env bash
# Cisco's time stamp tag (ttag). Its EtherType is configured on the switch. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap
printf '%s\n' -d ethertype==0x8988,ttag >"$here/tshark-options"

python3 "$tools/edit-pcap.py" ttag "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
