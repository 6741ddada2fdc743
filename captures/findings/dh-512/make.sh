#!/usr/bin/env bash
# An ephemeral Diffie-Hellman group of 512 bits, which the Logjam attack breaks (CVE-2015-4000). GnuTLS 3.7.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

priority=NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+DHE-RSA:-GROUP-ALL
traffic() {
  openssl dhparam -out "$work/dh.pem" 512 2>/dev/null
  run_server gnutls-serv --http --port "$port" --priority "$priority" --dhparams "$work/dh.pem" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  start_recording
  { request ""; sleep 0.5; } | SSLKEYLOGFILE=$here/keys.log inside timeout 10 gnutls-cli --dh-bits 500 --no-ca-verification --priority "$priority" --sni-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'HTTP/1.0 200 OK' "$work/client.log"
