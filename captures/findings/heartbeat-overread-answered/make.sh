#!/usr/bin/env bash
# A HeartbeatRequest that claims 4,000 bytes and has none (CVE-2014-0160, Heartbleed) is answered with 4,000 bytes. on-path.py sends it, and another answers it as OpenSSL 1.0.1f did. The rest is GnuTLS 3.7.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

priority=NORMAL:-VERS-ALL:+VERS-TLS1.2
traffic() {
  port=8444 run_server gnutls-serv --http --port 8444 --priority "$priority" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  run_server python3 "$tools/on-path.py" answer-heartbeat "$port" 8444
  port=8443 run_server python3 "$tools/on-path.py" send-heartbeat 8443 "$port"
  filter="tcp port $port" start_recording
  { request ""; sleep 0.5; } | SSLKEYLOGFILE=$here/keys.log inside timeout 10 gnutls-cli --heartbeat --no-ca-verification --priority "$priority" --sni-hostname server.example -p 8443 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'HTTP/1.0 200 OK' "$work/client.log"
