#!/usr/bin/env bash
# HTTP/2 over TLS 1.3, selected by ALPN; decrypted with a key log. curl 7.88 with OpenSSL 3.0 is the client, Node 20 the server.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

traffic() {
  run_server node "$tools/stacks/http2.js" "$port" "$keys"
  start_recording
  SSLKEYLOGFILE=$here/keys.log inside timeout 10 curl -s --http2 --cacert "$keys/ca.pem" --resolve "server.example:$port:127.0.0.1" "https://server.example:$port/hello.html" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
