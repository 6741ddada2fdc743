#!/usr/bin/env bash
# TLS 1.3 and a key log with the secrets of other connections. The capture is that of tls13-aes128-gcm; the key log is those of tls13-aes256-gcm and tls12-ecdhe-keylog.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

cp "$captures/versions/tls13-aes128-gcm/capture.pcap" "$here/"
cat "$captures/versions/tls13-aes256-gcm/keys.log" "$captures/versions/tls12-ecdhe-keylog/keys.log" >"$here/keys.log"
