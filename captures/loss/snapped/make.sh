#!/usr/bin/env bash
# Packets truncated to 256 bytes: the ends of handshake messages and data are missing. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" snapped "$captures/records/transfer/capture.pcap" "$here/capture.pcap" 256
