#!/usr/bin/env bash
# Data segments out of order: everything is decrypted. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" reordered "$captures/records/transfer/capture.pcap" "$here/capture.pcap"
