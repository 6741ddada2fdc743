#!/usr/bin/env bash
# TLS 1.3 and a key log with only the application secrets: the handshake stays encrypted, the application data is decrypted. Made from tls13-aes128-gcm/.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
grep '_TRAFFIC_SECRET_0' "$captures/versions/tls13-aes128-gcm/keys.log" >"$here/keys.log"

cp "$captures/versions/tls13-aes128-gcm/capture.pcap" "$here/"
# tshark decrypts nothing without the secrets of the handshake.
cp "$captures/versions/tls13-aes128-gcm/keys.log" "$here/oracle.log"
