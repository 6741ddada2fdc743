#!/usr/bin/env bash
# SMTP that switches to TLS with STARTTLS, on port 587. OpenSSL's s_client, and a small server in Python.
port=587
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server python3 "$tools/starttls-server.py" "$port" "$keys/server.pem" "$keys/server.key"
  start_recording
  { echo "EHLO client.example"; sleep 0.2; echo QUIT; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls smtp -connect "127.0.0.1:$port" -tls1_2 -cipher AES128-GCM-SHA256 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
