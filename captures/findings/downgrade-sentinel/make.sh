#!/usr/bin/env bash
# Somebody between client and server removes supported_versions from the hello: the server chooses TLS 1.2 and marks its random as a downgrade from 1.3 (RFC 8446 §4.1.3), which the client refuses. Recorded on the client's side. OpenSSL 3.0, on-path.py.
source "$(dirname "$0")/../../tools/lib.sh"
# The settings of a plain installation.
unset OPENSSL_CONF
arguments capture.pcap

traffic() {
  port=8443 run_server openssl s_server -accept 8443 -cert "$keys/server.pem" -key "$keys/server.key" -WWW
  run_server python3 "$tools/on-path.py" strip-versions "$port" 8443
  filter="tcp port $port" start_recording
  request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
