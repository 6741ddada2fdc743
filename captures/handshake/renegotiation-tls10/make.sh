#!/usr/bin/env bash
# TLS 1.0: the client renegotiates in the middle of the connection, so the second handshake is encrypted with the keys of the first. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -no_ticket -client_renegotiation -rev
  start_recording
  { echo "before the renegotiation"; sleep 0.3; echo R; sleep 0.3; echo "after the renegotiation"; sleep 0.3; echo Q; } |
    inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1 -cipher AES128-SHA >"$work/client.log" 2>&1
  stop_recording
}

record traffic
