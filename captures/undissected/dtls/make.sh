#!/usr/bin/env bash
# DTLS 1.2 over UDP, whose secret is not given: a connection, and nothing that is not dissected. OpenSSL 3.0's s_server and s_client.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap
transport=--udp
filter=udp

# A server without input ends.
silence() {
  mkfifo "$work/silence"
  sleep 25 >"$work/silence" &
  started+=($!)
}

traffic() {
  silence
  typed=$work/silence run_server openssl s_server -dtls1_2 -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key"
  start_recording
  { echo hello; sleep 1; } | inside timeout 10 openssl s_client -dtls1_2 -connect "127.0.0.1:$port" -servername server.example -CAfile "$keys/ca.pem" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
