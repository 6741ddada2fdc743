#!/usr/bin/env bash
# IPv6 fragments, the last of each packet first. Made from ipv6/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" fragments "$captures/ipv6/capture.pcap" "$here/capture.pcap"
