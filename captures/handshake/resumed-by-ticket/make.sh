#!/usr/bin/env bash
# Two connections: a full handshake in which the server issues a ticket (RFC 5077), then one that resumes with it. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW
  start_recording
  for session in "-sess_out $work/session" "-sess_in $work/session"; do
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -tls1_2 -cipher AES128-GCM-SHA256 $session >"$work/client.log" 2>&1
  done
  stop_recording
}

record traffic
