#!/usr/bin/env bash
# NBD with NBD_OPT_STARTTLS, on port 10809: nbdinfo and nbdkit 1.32, TLS 1.3. The key log is the client's.
port=10809
source "$(dirname "$0")/../../tools/lib.sh"
rm -f "$here/keys.log"
arguments --keylog keys.log capture.pcap

traffic() {
  mkdir "$work/pki"
  cp "$keys/ca.pem" "$work/pki/ca-cert.pem"
  cp "$keys/server.pem" "$work/pki/server-cert.pem"
  cp "$keys/server.key" "$work/pki/server-key.pem"
  run_server nbdkit --foreground --exit-with-parent --port="$port" --ipaddr=127.0.0.1 --tls=require --tls-certificates="$work/pki" memory 1M
  start_recording
  SSLKEYLOGFILE=$here/keys.log inside timeout 10 nbdinfo --size "nbds://127.0.0.1:$port/?tls-certificates=$work/pki&tls-verify-peer=false" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
