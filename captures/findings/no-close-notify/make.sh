#!/usr/bin/env bash
# The server closes the TCP connection without a close_notify: the client cannot tell whether data is missing (RFC 5246 §7.2.1). Python's ssl with OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
# The settings of a plain installation.
unset OPENSSL_CONF
arguments --keylog keys.log capture.pcap

traffic() {
  run_server python3 "$tools/closing-server.py" "$port" "$keys/server.pem" "$keys/server.key"
  start_recording
  request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -keylogfile "$here/keys.log" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
