# QUIC by Cloudflare's quiche, both sides: `record quiche_case SCENARIO`; see quiche.js. keys.log is the client's. It needs the package that fetch.sh installs.

transport=--udp
filter=${filter:-udp}
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"
arguments --keylog keys.log capture.pcap

quiche_case() {
  export QUICHE=${QUICHE:-$stacks/quiche-2.0.9/node_modules/@matrixai/quic-linux-x64/node.napi.node}
  start_recording
  inside timeout 20 node "$tools/stacks/quiche.js" "$1" "$port" "$keys" "$work/keys.log" >"$work/quiche.log" 2>&1 || true
  stop_recording
  grep -qx 'done' "$work/quiche.log" || { cat "$work/quiche.log" >&2; exit 1; }
  cp "$work/keys.log" "$here/keys.log"
  chmod 644 "$here/keys.log"
}
