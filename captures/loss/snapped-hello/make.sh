#!/usr/bin/env bash
# Packets cut at 140 bytes, in the middle of both hellos: what is whole of them is told. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" snapped "$captures/records/transfer/capture.pcap" "$here/capture.pcap" 140
