#!/usr/bin/env bash
# Heartbeats within their bounds (RFC 6520): requests and responses, encrypted and decrypted with a key log. GnuTLS 3.7.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

priority=NORMAL:-VERS-ALL:+VERS-TLS1.2
traffic() {
  run_server gnutls-serv --echo --heartbeat --port "$port" --priority "$priority" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  start_recording
  { sleep 0.3; echo "**HEARTBEAT**"; sleep 0.5; echo "data"; sleep 0.5; } | SSLKEYLOGFILE=$here/keys.log inside timeout 10 gnutls-cli --heartbeat --no-ca-verification --priority "$priority" --sni-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
