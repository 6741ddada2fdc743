#!/usr/bin/env bash
# Both sides allow heartbeats (RFC 6520), and none is sent. TLS 1.2; decrypted with a key log. GnuTLS 3.7.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/stacks/suite.sh"
priority=NORMAL:-VERS-ALL:+VERS-TLS1.2

heartbeat_case() {
  run_server gnutls-serv --http --heartbeat --port "$port" --priority "$priority" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  start_recording
  { request ""; sleep 0.5; } | SSLKEYLOGFILE=$work/keys.log inside timeout 10 gnutls-cli --heartbeat --priority "$priority" --x509cafile "$keys/ca.pem" \
    --sni-hostname server.example --verify-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record heartbeat_case
hello='HTTP/1.0 200 OK' answered "$work/client.log"
opened keylog
cp "$work/keys.log" "$here/keys.log"
