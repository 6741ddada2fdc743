#!/usr/bin/env bash
# The client asks for a new handshake, and the server does not renegotiate: no_renegotiation. OpenSSL 3.0, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -no_ticket -rev
  start_recording
  { echo "before the renegotiation"; sleep 0.3; echo R; sleep 0.3; echo "after the renegotiation"; sleep 0.3; echo Q; } |
    inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1_2 -cipher AES128-GCM-SHA256 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
