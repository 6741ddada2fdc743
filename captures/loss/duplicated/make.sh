#!/usr/bin/env bash
# Every data segment is captured twice: nothing is counted twice. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" duplicated "$captures/records/transfer/capture.pcap" "$here/capture.pcap"
