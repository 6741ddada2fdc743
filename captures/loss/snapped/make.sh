#!/usr/bin/env bash
# Packets cut at 256 bytes: the handshake's and the data's ends are missing. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" snapped "$captures/transfer/capture.pcap" "$here/capture.pcap" 256
