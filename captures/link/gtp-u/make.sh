#!/usr/bin/env bash
# In the tunnel of a mobile network (GTP-U), with an extension header. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" gtp-u "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
