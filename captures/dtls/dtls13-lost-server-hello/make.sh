#!/usr/bin/env bash
# DTLS 1.3 without the datagram that has the ServerHello and the rest of its flight; a key log. Made from dtls13-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
cp "$captures/dtls/dtls13-aes128-gcm/keys.log" "$here/"
arguments --keylog keys.log capture.pcap

python3 "$tools/edit-pcap.py" without "$captures/dtls/dtls13-aes128-gcm/capture.pcap" "$here/capture.pcap" server:0
