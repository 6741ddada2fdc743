#!/usr/bin/env bash
# Telnet with START_TLS FOLLOWS (option 46) from both sides, on port 23. OpenSSL, behind these bytes in Python: no client in Debian has the option.
port=23
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

steps=(server:fffd2e client:fffb2e server:fffa2e01fff0 client:fffa2e01fff0)

traffic() {
  cat "$keys/server.pem" "$keys/server.key" >"$work/both.pem"
  run_server python3 "$tools/preface-tls.py" server "$port" "$work/both.pem" "${steps[@]}"
  start_recording
  inside timeout 10 python3 "$tools/preface-tls.py" client "$port" "${steps[@]}" >"$work/client.log"
  stop_recording
}

record traffic
