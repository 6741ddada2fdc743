#!/usr/bin/env bash
# Neither side supports RFC 5746, and the client renegotiates. GnuTLS 3.7.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

priority=NORMAL:-VERS-ALL:+VERS-TLS1.2:%UNSAFE_RENEGOTIATION:%DISABLE_SAFE_RENEGOTIATION
traffic() {
  run_server gnutls-serv --echo --port "$port" --priority "$priority" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  start_recording
  { sleep 0.3; echo "before the renegotiation"; sleep 0.3; echo "^renegotiate^"; sleep 0.5; echo "after the renegotiation"; sleep 0.5; } |
    SSLKEYLOGFILE=$here/keys.log inside timeout 10 gnutls-cli --inline-commands --no-ca-verification --priority "$priority" --sni-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
