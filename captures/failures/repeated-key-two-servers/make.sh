#!/usr/bin/env bash
# Two servers use the same ECDHE key: 127.0.0.1 and 127.0.0.2 are one program. A third server has a key of its own for each connection. OpenSSL 3.0 with TLS 1.2; tools/stacks/repeating.c keeps the first key.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

repeating() {
  gcc -shared -fPIC -O1 -o "$work/repeating.so" "$tools/stacks/repeating.c" -ldl
  run_server env LD_PRELOAD="$work/repeating.so" REPEAT=key openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -tls1_2 -groups X25519 -no_ticket
  port=8443 run_server openssl s_server -accept 8443 -cert "$keys/server.pem" -key "$keys/server.key" -WWW -tls1_2 -groups X25519 -no_ticket
  start_recording
  for server in "127.0.0.1:$port" "127.0.0.2:$port" 127.0.0.3:8443; do
    request | inside timeout 10 openssl s_client -connect "$server" -ign_eof -cipher ECDHE-RSA-AES128-GCM-SHA256 >>"$work/client.log" 2>&1 || true
    sleep 0.2
  done
  stop_recording
}
record repeating
