#!/usr/bin/env bash
# TLS 1.3 with an external pre-shared key alone (psk_ke), and a connection that resumes with its ticket: the key decrypts both. GnuTLS 3.7.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/stacks/suite.sh"
arguments --psk $psk capture.pcap

priority=NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+SIGN-ALL:+GROUP-ALL:+PSK
traffic() {
  echo "$identity:$psk" >"$work/passwords"
  run_server gnutls-serv --http --port "$port" --priority "$priority" --pskpasswd "$work/passwords"
  start_recording
  { request ""; sleep 0.5; } | SSLKEYLOGFILE=$work/keys.log inside timeout 10 gnutls-cli --resume --waitresumption --no-ca-verification --priority "$priority" --pskusername $identity --pskkey $psk -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
hello='HTTP/1.0 200 OK' answered "$work/client.log"
cp "$work/keys.log" "$here/oracle.log"
