#!/usr/bin/env bash
# DTLS 1.2, only the server's datagrams; a key log. Made from dtls12-ecdhe-rsa-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
cp "$captures/dtls/dtls12-ecdhe-rsa-aes128-gcm/keys.log" "$here/"
arguments --keylog keys.log capture.pcap

python3 "$tools/edit-pcap.py" server-only "$captures/dtls/dtls12-ecdhe-rsa-aes128-gcm/capture.pcap" "$here/capture.pcap"
