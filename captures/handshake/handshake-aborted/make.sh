#!/usr/bin/env bash
# Three handshakes that end early: the server resets the TCP connection, closes it, or is silent until the capture ends. OpenSSL 3.0's client, aborting-server.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

three_clients() {
  run_server python3 "$tools/aborting-server.py" "$port"
  start_recording
  for _ in 1 2 3; do
    inside timeout 2 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1_2 </dev/null >>"$work/client.log" 2>&1 &
    wait_for_client=$!
    sleep 0.5
  done
  stop_recording
  wait "$wait_for_client" || true
}

record three_clients
