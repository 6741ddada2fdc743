#!/usr/bin/env bash
# TLS 1.2: the server asks for a renegotiation with a HelloRequest, and the client follows. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  mkfifo "$work/typed"
  typed=$work/typed
  { sleep 2; echo r; sleep 1; echo "after the renegotiation"; sleep 1; echo Q; } >"$work/typed" &
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -no_ticket
  start_recording
  { echo "before the renegotiation"; sleep 5; } |
    inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1_2 -cipher AES128-GCM-SHA256 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
