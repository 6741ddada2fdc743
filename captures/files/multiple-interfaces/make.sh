#!/usr/bin/env bash
# pcapng with two sections of different byte order, three interfaces of different link types and time units, enhanced and obsolete packet blocks. Made from transfer/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcapng

python3 "$tools/edit-pcap.py" pcapng "$captures/records/transfer/capture.pcap" "$here/capture.pcapng"
