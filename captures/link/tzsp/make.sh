#!/usr/bin/env bash
# The mirror of a router (TZSP), with a tag. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" tzsp "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
