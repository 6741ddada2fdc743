#!/usr/bin/env bash
# IPv6 in UDP (Teredo, RFC 4380), with an authentication. Made from ipv6/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" teredo "$captures/ipv6/capture.pcap" "$here/capture.pcap"
