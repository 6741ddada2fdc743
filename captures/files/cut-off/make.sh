#!/usr/bin/env bash
# The file ends in the middle of a packet: everything before it is read, and a warning is given. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" cut-off "$captures/records/transfer/capture.pcap" "$here/capture.pcap"
