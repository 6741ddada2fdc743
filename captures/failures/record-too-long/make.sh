#!/usr/bin/env bash
# The first client refuses a record of the server whose header has an impossible length: record_overflow. The second connection is not changed. OpenSSL 3.0, on-path.py; TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  port=8443 run_server openssl s_server -accept 8443 -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket
  run_server python3 "$tools/on-path.py" lengthen-record "$port" 8443
  filter="tcp port $port" start_recording
  for _ in 1 2; do
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -tls1_2 -cipher AES128-GCM-SHA256 >>"$work/client.log" 2>&1 || true
  done
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
