#!/usr/bin/env bash
# Only the server's packets. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" server-only "$captures/transfer/capture.pcap" "$here/capture.pcap"
