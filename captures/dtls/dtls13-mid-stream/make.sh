#!/usr/bin/env bash
# DTLS 1.3, captured from the first application data on: the secrets of the key log can be tried, as for TLS 1.3. Made from dtls13-aes128-gcm/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
cp "$captures/dtls/dtls13-aes128-gcm/keys.log" "$here/"
arguments --keylog keys.log capture.pcap

python3 "$tools/edit-pcap.py" from "$captures/dtls/dtls13-aes128-gcm/capture.pcap" "$here/capture.pcap" client:2
