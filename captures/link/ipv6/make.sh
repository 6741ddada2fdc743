#!/usr/bin/env bash
# Over IPv6. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server openssl s_server -6 -accept "[::1]:$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket
  start_recording
  request | inside timeout 10 openssl s_client -connect "[::1]:$port" -servername server.example -ign_eof -tls1_2 -cipher AES128-GCM-SHA256 >"$work/client.log" 2>&1
  stop_recording
}

filter=ip6 record traffic
