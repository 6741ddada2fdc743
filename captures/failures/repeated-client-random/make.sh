#!/usr/bin/env bash
# The first and the third client send the same client random, the second and the fourth their own. OpenSSL 3.0; for the repeated random, tools/stacks/repeating.c replaces its generator. TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

repeating() {
  gcc -shared -fPIC -O1 -o "$work/repeating.so" "$tools/stacks/repeating.c" -ldl
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -tls1_3
  start_recording
  for repeat in random no random no; do
    request | inside env LD_PRELOAD="$work/repeating.so" REPEAT=$repeat timeout 10 openssl s_client -connect "127.0.0.1:$port" -ign_eof >>"$work/client.log" 2>&1 || true
    sleep 0.2
  done
  stop_recording
}
record repeating
