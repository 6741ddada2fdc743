#!/usr/bin/env bash
# Only the client's packets. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" client-only "$captures/records/transfer/capture.pcap" "$here/capture.pcap"
