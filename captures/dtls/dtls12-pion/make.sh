#!/usr/bin/env bash
# DTLS 1.2 of the stack that many WebRTC servers use, with datagrams of at most 400 bytes. Mutual authentication with ECDSA; decrypted with a key log. Pion 2.2 with Go 1.19 (Debian: golang-go, golang-github-pion-dtls.v2-dev), both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

traffic() {
  GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$work/cache go build -o "$work/pion" "$tools/stacks/pion.go"
  start_recording
  inside timeout 20 "$work/pion" "$port" "$keys" "$work/keys.log" 400 >"$work/client.log" 2>&1
  stop_recording
}

record traffic
note_printed
use_log
