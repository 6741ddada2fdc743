#!/usr/bin/env bash
# VXLAN on a port that --tunnel-port names. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key --tunnel-port vxlan=8473 capture.pcap
printf '%s\n' -d udp.port==8473,vxlan >"$here/tshark-options"

python3 "$tools/edit-pcap.py" vxlan-other-port "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
