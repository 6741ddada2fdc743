#!/usr/bin/env bash
# A cipher suite that is not supported: TLS_GOSTR341112_256_WITH_28147_CNT_IMIT. The reason says so. GnuTLS 3.7.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

priority=NONE:+VERS-TLS1.2:+COMP-NULL:+VKO-GOST-12:+GOST28147-TC26Z-CNT:+GOST28147-TC26Z-IMIT:+SIGN-ALL:+SIGN-GOSTR341012-256:+GROUP-ALL:+GROUP-GC256B
traffic() {
  certtool --generate-privkey --key-type gost12-256 --curve TC26-256-B --outfile "$work/gost.key" >/dev/null 2>&1
  printf 'cn = gost.example\ntls_www_server\nsigning_key\n' >"$work/template"
  certtool --generate-self-signed --load-privkey "$work/gost.key" --template "$work/template" --outfile "$work/gost.pem" >/dev/null 2>&1
  run_server gnutls-serv --http --port "$port" --priority "$priority" --x509certfile "$work/gost.pem" --x509keyfile "$work/gost.key" --noticket
  start_recording
  { request ""; sleep 0.5; } | SSLKEYLOGFILE=$here/keys.log inside timeout 10 gnutls-cli --no-ca-verification --priority "$priority" -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'HTTP/1.0 200 OK' "$work/client.log"
