#!/usr/bin/env bash
# Go's crypto/tls on both sides; decrypted with a key log. Go 1.19.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

traffic() {
  GOFLAGS=-mod=mod GOCACHE=$work/cache go build -o "$work/page" "$tools/stacks/page.go"
  start_recording
  inside timeout 10 "$work/page" "$port" "$keys" "$here/keys.log" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
