#!/usr/bin/env bash
# Apple's PKTAP: the process that sent or received each packet, then Ethernet. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" pktap "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
