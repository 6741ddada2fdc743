#!/usr/bin/env bash
# A link type that nothing decodes (147, for private use): every packet is counted, and the link type is named. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

python3 "$tools/edit-pcap.py" link-type "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap" 147
