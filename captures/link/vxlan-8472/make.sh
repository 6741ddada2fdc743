#!/usr/bin/env bash
# VXLAN on the port that Linux used before one was assigned. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap
printf '%s\n' -d udp.port==8472,vxlan >"$here/tshark-options"

python3 "$tools/edit-pcap.py" vxlan-8472 "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
