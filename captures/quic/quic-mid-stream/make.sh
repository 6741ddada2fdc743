#!/usr/bin/env bash
# QUIC, captured from the middle of the pages on: only short headers, of connection IDs whose length is unknown; a key log. Made from quic-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
cp "$captures/quic/quic-aes128-gcm/keys.log" "$here/"
arguments --keylog keys.log capture.pcap

python3 "$tools/edit-pcap.py" from "$captures/quic/quic-aes128-gcm/capture.pcap" "$here/capture.pcap" server:8
