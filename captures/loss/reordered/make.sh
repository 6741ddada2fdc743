#!/usr/bin/env bash
# Data segments that change places: all is decrypted all the same. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" reordered "$captures/transfer/capture.pcap" "$here/capture.pcap"
