#!/usr/bin/env bash
# A server sends the same server random in two handshakes; the HelloRetryRequest before each of them has the fixed random of every HelloRetryRequest. OpenSSL 3.0; tools/stacks/repeating.c replaces the server's generator. TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

repeating() {
  gcc -shared -fPIC -O1 -o "$work/repeating.so" "$tools/stacks/repeating.c" -ldl
  run_server env LD_PRELOAD="$work/repeating.so" REPEAT=random openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -tls1_3 -groups X25519
  start_recording
  for _ in 1 2; do
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -ign_eof -groups P-256:X25519 >>"$work/client.log" 2>&1 || true
    sleep 0.2
  done
  stop_recording
}
record repeating
