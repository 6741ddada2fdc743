#!/usr/bin/env bash
# 0-RTT that the server accepts, with a key log that lacks CLIENT_EARLY_TRAFFIC_SECRET: the early data stays encrypted, everything after it is decrypted. Made from tls13-early-data-accepted/.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

cp "$captures/handshake/tls13-early-data-accepted/capture.pcap" "$here/"
grep -v '^CLIENT_EARLY_TRAFFIC_SECRET' "$captures/handshake/tls13-early-data-accepted/keys.log" >"$here/keys.log"
