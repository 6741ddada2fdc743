#!/usr/bin/env bash
# Resumption of a session that began before the capture: the server's key cannot decrypt it. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW
  ask() { request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -tls1_2 -cipher AES128-GCM-SHA256 "$@" >"$work/client.log" 2>&1; }
  ask -sess_out "$work/session"
  start_recording
  ask -sess_in "$work/session"
  stop_recording
}

record traffic
