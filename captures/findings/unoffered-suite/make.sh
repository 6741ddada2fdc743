#!/usr/bin/env bash
# Somebody between client and server replaces the suites in the hello: the server chooses one that the client did not offer, and the client refuses it. Recorded on the client's side. OpenSSL 3.0, on-path.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

traffic() {
  port=8443 run_server openssl s_server -accept 8443 -cert "$keys/server.pem" -key "$keys/server.key" -WWW
  run_server python3 "$tools/on-path.py" replace-suites "$port" 8443
  filter="tcp port $port" start_recording
  request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
