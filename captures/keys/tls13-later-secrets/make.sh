#!/usr/bin/env bash
# TLS 1.3 with KeyUpdates, and a key log without the first application secrets of both sides: everything after the next KeyUpdate is decrypted. OpenSSL 3.0 writes _SECRET_N for each. Made from tls13-key-update/.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
grep -v _TRAFFIC_SECRET_0 "$captures/handshake/tls13-key-update/keys.log" >"$here/keys.log"

cp "$captures/handshake/tls13-key-update/capture.pcap" "$here/"
