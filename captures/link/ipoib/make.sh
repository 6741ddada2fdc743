#!/usr/bin/env bash
# IP over InfiniBand, after a global route header. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" ipoib "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
