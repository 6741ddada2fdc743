#!/usr/bin/env bash
# curl requests a page, ALPN offered; decrypted with a key log. curl 7.88, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW
  start_recording
  SSLKEYLOGFILE=$here/keys.log inside timeout 10 curl -s --cacert "$keys/ca.pem" --resolve "server.example:$port:127.0.0.1" "https://server.example:$port/hello.html" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
