#!/usr/bin/env bash
# The same in packets of 512 bytes, the smallest size: a flight of the handshake spans several.
port=1433
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  cat "$keys/server.pem" "$keys/server.key" >"$work/server.pem"
  run_server python3 "$tools/framed-tls.py" server "$port" "$work/server.pem" tds:512
  start_recording
  inside timeout 10 python3 "$tools/framed-tls.py" client "$port" "$work/keys.log" tds:512 >"$work/client.log" 2>&1
  stop_recording
}

record traffic
