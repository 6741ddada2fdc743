#!/usr/bin/env bash
# The capture starts in the middle of the transfer. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" mid-stream "$captures/records/transfer/capture.pcap" "$here/capture.pcap"
