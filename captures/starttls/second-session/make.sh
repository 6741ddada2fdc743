#!/usr/bin/env bash
# Three TLS sessions in one TCP connection, each after a line of cleartext: RSA key exchange, TLS 1.3, ECDHE. Each ends with close_notify from both sides. OpenSSL, wrapped in Python.
port=21
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key --keylog keys.log capture.pcap

sessions=(tls12:AES128-GCM-SHA256 tls13 tls12:ECDHE-RSA-AES256-GCM-SHA384)

traffic() {
  rm -f "$here/keys.log"
  cat "$keys/server.pem" "$keys/server.key" >"$work/server.pem"
  run_server python3 "$tools/tls-sessions.py" server "$port" "$work/server.pem" end "${sessions[@]}"
  start_recording
  inside timeout 10 python3 "$tools/tls-sessions.py" client "$port" "$here/keys.log" end "${sessions[@]}" >"$work/client.log" 2>&1
  stop_recording
}

record traffic
