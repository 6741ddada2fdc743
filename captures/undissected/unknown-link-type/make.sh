#!/usr/bin/env bash
# A link type that is not supported (147, for private use): every packet is counted under the number of its link type. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

python3 "$tools/edit-pcap.py" link-type "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap" 147
