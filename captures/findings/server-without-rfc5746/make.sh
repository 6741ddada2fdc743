#!/usr/bin/env bash
# The client signals secure renegotiation (RFC 5746), and the server does not answer it. OpenSSL 3.0 as the client, GnuTLS 3.7 as the server.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

priority=NORMAL:-VERS-ALL:+VERS-TLS1.2:%UNSAFE_RENEGOTIATION:%DISABLE_SAFE_RENEGOTIATION
traffic() {
  run_server gnutls-serv --http --port "$port" --priority "$priority" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  start_recording
  request "" | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -legacy_server_connect -keylogfile "$here/keys.log" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
