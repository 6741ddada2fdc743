#!/usr/bin/env bash
# The log of Linux' netfilter (NFLOG): the packet is one of several attributes. Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" nflog "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
