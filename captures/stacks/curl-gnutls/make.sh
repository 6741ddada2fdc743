#!/usr/bin/env bash
# curl's library on GnuTLS requests a page, HTTP/2 selected; decrypted with a key log. libcurl 7.88 on GnuTLS 3.7, Node 20.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

traffic() {
  run_server node "$tools/stacks/http2.js" "$port" "$keys"
  start_recording
  SSLKEYLOGFILE=$here/keys.log inside timeout 10 python3 "$tools/stacks/curl.py" libcurl-gnutls.so.4 "https://server.example:$port/hello.html" "$port" "$keys/ca.pem" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
