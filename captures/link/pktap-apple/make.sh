#!/usr/bin/env bash
# Apple's PKTAP with the link type that Apple's tcpdump writes, a number reserved for private use. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" pktap-apple "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
