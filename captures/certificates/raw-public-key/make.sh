#!/usr/bin/env bash
# The server sends a raw public key instead of a certificate (RFC 7250): TLS 1.3; decrypted with a key log. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

priority=NORMAL:-VERS-ALL:+VERS-${version:-TLS1.3}:-CTYPE-ALL:+CTYPE-SRV-RAWPK:+CTYPE-CLI-X509
traffic() {
  openssl pkey -in "$keys/ecdsa.key" -pubout -out "$work/public.pem"
  run_server gnutls-serv --http --port "$port" --priority "$priority" --rawpkfile "$work/public.pem" --rawpkkeyfile "$keys/ecdsa.key" --noticket
  start_recording
  { request ""; sleep 0.5; } | SSLKEYLOGFILE=$here/keys.log inside timeout 10 gnutls-cli --insecure --no-ca-verification --priority "$priority" --sni-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'HTTP/1.0 200 OK' "$work/client.log"
