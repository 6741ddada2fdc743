#!/usr/bin/env bash
# Two connections: a full handshake, then one that resumes the session by session ID, without certificate and premaster secret. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket
  start_recording
  for session in "-sess_out $work/session" "-sess_in $work/session"; do
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -tls1_2 -cipher AES128-SHA -no_ticket $session >"$work/client.log" 2>&1
  done
  stop_recording
}

record traffic
