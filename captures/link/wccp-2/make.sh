#!/usr/bin/env bash
# Traffic redirected to a web cache: WCCP version 2 in GRE, with its redirect header. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" wccp-2 "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
