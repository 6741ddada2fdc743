#!/usr/bin/env bash
# QUIC version 1 with HTTP/3, whose secrets are not given: a connection, and nothing that is not dissected. ngtcp2's gtlsserver and gtlsclient (Debian: ngtcp2-server, ngtcp2-client).
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap
transport=--udp
filter=udp

traffic() {
  run_server gtlsserver --quiet --htdocs "$keys/www" 127.0.0.1 "$port" "$keys/server.key" "$keys/server.pem"
  start_recording
  inside timeout 10 gtlsclient --quiet --exit-on-all-streams-close 127.0.0.1 "$port" https://server.example/hello.html https://server.example/medium.txt >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
