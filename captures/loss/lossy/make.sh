#!/usr/bin/env bash
# One data segment was not captured, but its acknowledgment was: a gap, and all records outside it are decrypted. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" lossy "$captures/records/transfer/capture.pcap" "$here/capture.pcap"
