#!/usr/bin/env bash
# Somebody between client and server renames signature_algorithms in the first hello, which TLS 1.3 requires, and the server refuses it with missing_extension. The second connection is not changed. Recorded on the server's side. OpenSSL 3.0, on-path.py.
source "$(dirname "$0")/../../tools/lib.sh"
rm -f "$here/keys.log"
arguments --keylog keys.log capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -tls1_3
  port=8443 run_server python3 "$tools/on-path.py" strip-schemes 8443 "$port"
  filter="tcp port $port" start_recording
  for _ in 1 2; do
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:8443" -servername server.example -ign_eof -tls1_3 -keylogfile "$here/keys.log" >>"$work/client.log" 2>&1 || true
  done
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
