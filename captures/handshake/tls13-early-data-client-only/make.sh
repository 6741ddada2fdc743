#!/usr/bin/env bash
# 0-RTT, only the client's packets: early data and what follows it. The suite of each is found among those offered. Made from tls13-early-data-accepted/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
cp "$captures/handshake/tls13-early-data-accepted/keys.log" "$here/"

python3 "$tools/edit-pcap.py" client-only "$captures/handshake/tls13-early-data-accepted/capture.pcap" "$here/capture.pcap"
