#!/usr/bin/env bash
# A server uses one ECDHE key for all its connections. OpenSSL 3.0 with TLS 1.2; tools/stacks/repeating.c keeps the server's first key.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

repeating() {
  gcc -shared -fPIC -O1 -o "$work/repeating.so" "$tools/stacks/repeating.c" -ldl
  run_server env LD_PRELOAD="$work/repeating.so" REPEAT=key openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -tls1_2 -groups X25519 -no_ticket
  start_recording
  for _ in 1 2 3; do
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -ign_eof -cipher ECDHE-RSA-AES128-GCM-SHA256 >>"$work/client.log" 2>&1 || true
    sleep 0.2
  done
  stop_recording
}
record repeating
