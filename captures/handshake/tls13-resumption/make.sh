#!/usr/bin/env bash
# TLS 1.3: a full handshake, then a connection that resumes with its ticket; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW
  start_recording
  for session in "-sess_out $work/session" "-sess_in $work/session"; do
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -tls1_3 -keylogfile "$here/keys.log" $session >"$work/client.log" 2>&1
  done
  stop_recording
}

record traffic
