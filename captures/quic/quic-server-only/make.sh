#!/usr/bin/env bash
# QUIC, only the server's datagrams; a key log. Its Initial packets need the connection ID that the client chose first, which is missing. Made from quic-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
cp "$captures/quic/quic-aes128-gcm/keys.log" "$here/"
arguments --keylog keys.log capture.pcap

python3 "$tools/edit-pcap.py" server-only "$captures/quic/quic-aes128-gcm/capture.pcap" "$here/capture.pcap"
