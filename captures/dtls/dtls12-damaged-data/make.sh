#!/usr/bin/env bash
# DTLS 1.2, the tag of the client's first application data is damaged: receivers ignore such a record. The server's key. Made from dtls12-rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

python3 "$tools/edit-pcap.py" damaged "$captures/dtls/dtls12-rsa-aes128-gcm/capture.pcap" "$here/capture.pcap" client:3
