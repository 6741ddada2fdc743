#!/usr/bin/env bash
# record_size_limit of 512 bytes (RFC 8449) by GnuTLS 3.7; decrypted with a key log.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

priority=NORMAL:-VERS-ALL:+VERS-TLS1.3
traffic() {
  run_server gnutls-serv --http --port "$port" --priority "$priority" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  start_recording
  { request ""; sleep 0.5; } | SSLKEYLOGFILE=$here/keys.log inside timeout 10 gnutls-cli --no-ca-verification --recordsize 512 --priority "$priority" --sni-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'HTTP/1.0 200 OK' "$work/client.log"
