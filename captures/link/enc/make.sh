#!/usr/bin/env bash
# BSD's interface for IPsec (ENC). Made from rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$captures/edit-pcap.py" enc "$captures/rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
