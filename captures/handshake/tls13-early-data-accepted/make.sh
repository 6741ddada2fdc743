#!/usr/bin/env bash
# 0-RTT that the server accepts: early data, EndOfEarlyData; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

# The server sends a word too.
serve() {
  rm -f "$work/typed"
  mkfifo "$work/typed"
  { echo "the server's word"; sleep 6; } >"$work/typed" &
  typed=$work/typed run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -early_data -max_early_data 4096 -no_anti_replay
}

traffic() {
  serve
  # The first connection provides the ticket and is not recorded.
  { echo first; sleep 0.3; } | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1_3 -sess_out "$work/session" >"$work/client.log" 2>&1

  echo "early data, sent before the server has said anything" >"$work/early"
  start_recording
  { sleep 0.3; echo "data after the handshake"; sleep 0.3; } |
    inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1_3 -sess_in "$work/session" -early_data "$work/early" -keylogfile "$here/keys.log" >"$work/client.log" 2>&1
  stop_recording
}

record traffic
grep -q 'Early data was accepted' "$work/client.log"
