#!/usr/bin/env bash
# Every data segment twice: nothing is counted twice. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" duplicated "$captures/transfer/capture.pcap" "$here/capture.pcap"
