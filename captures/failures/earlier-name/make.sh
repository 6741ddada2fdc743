#!/usr/bin/env bash
# The server refuses clients that ask for another name than server.example, or for none, with handshake_failure. The first client asks for it; the second and the third offer the same and ask for other.example and for none; the fourth asks for it again. Python's ssl with OpenSSL 3.0 as the server, OpenSSL 3.0 clients, TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

visit() {
  request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -ign_eof -CAfile "$keys/ca.pem" "$@" >>"$work/client.log" 2>&1 || true
  sleep 0.2
}

names() {
  run_server python3 "$tools/one-name-server.py" "$port" "$keys/server.pem" "$keys/server.key" server.example
  start_recording
  visit -servername server.example
  visit -servername other.example
  visit -noservername
  visit -servername server.example
  stop_recording
}

record names
