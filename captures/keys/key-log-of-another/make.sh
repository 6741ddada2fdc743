#!/usr/bin/env bash
# TLS 1.3, and a key log with the secrets of other connections. The capture is tls13-aes128-gcm's; the key log is tls13-aes256-gcm's and tls12-ecdhe-keylog's.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

cp "$captures/versions/tls13-aes128-gcm/capture.pcap" "$here/"
cat "$captures/versions/tls13-aes256-gcm/keys.log" "$captures/versions/tls12-ecdhe-keylog/keys.log" >"$here/keys.log"
