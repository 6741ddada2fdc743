#!/usr/bin/env bash
# Packets truncated to 140 bytes, in the middle of both hellos: the complete fields are shown. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" snapped "$captures/records/transfer/capture.pcap" "$here/capture.pcap" 140
