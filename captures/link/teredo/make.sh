#!/usr/bin/env bash
# IPv6 in UDP (Teredo, RFC 4380), with an authentication header. Made from ipv6/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" teredo "$captures/link/ipv6/capture.pcap" "$here/capture.pcap"
