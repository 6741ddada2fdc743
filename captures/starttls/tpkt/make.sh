#!/usr/bin/env bash
# TLS 1.3 in the data TPDUs of ISO transport over TCP (RFC 1006), as S7comm-plus uses it. The server's records span several TPKT frames. OpenSSL, wrapped in Python.
port=102
source "$(dirname "$0")/../../tools/lib.sh"
rm -f "$here/keys.log"
arguments --keylog keys.log capture.pcap

traffic() {
  cat "$keys/server.pem" "$keys/server.key" >"$work/server.pem"
  run_server python3 "$tools/framed-tls.py" server "$port" "$work/server.pem" tpkt:1024
  start_recording
  inside timeout 10 python3 "$tools/framed-tls.py" client "$port" "$here/keys.log" tpkt:1024 >"$work/client.log" 2>&1
  stop_recording
}

record traffic
