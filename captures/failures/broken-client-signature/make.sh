#!/usr/bin/env bash
# Somebody between client and server changes the signature of the first CertificateVerify, and the server refuses it. The second connection is not changed. Recorded on the server's side. OpenSSL 3.0, on-path.py; TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket -Verify 1 -CAfile "$keys/ca.pem"
  port=8443 run_server python3 "$tools/on-path.py" break-signature 8443 "$port"
  filter="tcp port $port" start_recording
  for _ in 1 2; do
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:8443" -servername server.example -ign_eof -tls1_2 -cipher AES128-GCM-SHA256 -cert "$keys/client.pem" -key "$keys/client.key" >>"$work/client.log" 2>&1 || true
  done
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
