#!/usr/bin/env bash
# A HeartbeatRequest that claims 4,000 bytes and has none (CVE-2014-0160, Heartbleed), sent during the handshake. The server does not answer it. GnuTLS 3.7, on-path.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

priority=NORMAL:-VERS-ALL:+VERS-TLS1.2
traffic() {
  run_server gnutls-serv --http --heartbeat --port "$port" --priority "$priority" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  port=8443 run_server python3 "$tools/on-path.py" send-heartbeat 8443 "$port"
  filter="tcp port $port" start_recording
  { request ""; sleep 0.5; } | inside timeout 10 gnutls-cli --heartbeat --no-ca-verification --priority "$priority" --sni-hostname server.example -p 8443 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
