#!/usr/bin/env bash
# QUIC without one packet of the second page, of which nothing is sent again; a key log. Made from quic-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
cp "$captures/quic/quic-aes128-gcm/keys.log" "$here/"
arguments --keylog keys.log capture.pcap

python3 "$tools/edit-pcap.py" without "$captures/quic/quic-aes128-gcm/capture.pcap" "$here/capture.pcap" server:7
