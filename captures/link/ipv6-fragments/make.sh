#!/usr/bin/env bash
# IPv6 fragments, the last of each packet first. Made from ipv6/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" fragments "$captures/link/ipv6/capture.pcap" "$here/capture.pcap"
