#!/usr/bin/env bash
# PPP in L2TP (RFC 2661), with the length field. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" l2tp "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
