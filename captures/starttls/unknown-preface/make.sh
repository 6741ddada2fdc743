#!/usr/bin/env bash
# TLS after bytes that no recognized protocol has, on port 7777: starttls is absent. OpenSSL, behind these bytes in Python.
port=7777
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

steps=(client:5355474745535420544c530d0a server:4f4b0d0a)

traffic() {
  cat "$keys/server.pem" "$keys/server.key" >"$work/both.pem"
  run_server python3 "$tools/preface-tls.py" server "$port" "$work/both.pem" "${steps[@]}"
  start_recording
  inside timeout 10 python3 "$tools/preface-tls.py" client "$port" "${steps[@]}" >"$work/client.log"
  stop_recording
}

record traffic
