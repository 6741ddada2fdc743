#!/usr/bin/env bash
# The server is started again with other groups between the first and the second client, which offer the same, so that the second is refused with handshake_failure; the third accepts the new group. What the first client got does not explain the failure. OpenSSL 3.0, TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

visit() {
  request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -ign_eof -CAfile "$keys/ca.pem" -servername server.example "$@" >>"$work/client.log" 2>&1 || true
  sleep 0.2
}

serve() { run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -groups "$1"; }

settings() {
  serve P-256
  start_recording
  visit -groups P-256
  kill "$server"
  while inside ss -Hln --tcp "sport = :$port" | grep -q .; do sleep 0.05; done
  serve P-384
  visit -groups P-256
  visit -groups P-384
  stop_recording
}

record settings
