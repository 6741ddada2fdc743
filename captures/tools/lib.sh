# Shared by every captures/<group>/<case>/make.sh: real TLS software in its own network namespace, recorded with tcpdump.
#
# A case sources this file, then calls `record` with the name of a shell function that makes the traffic. $here is the case's
# folder; default: the script's folder.
# In the namespace the loopback device has an MTU of 1500 and no segmentation offload, so that packets look as they do on a wire.

set -euo pipefail
tools=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
captures=${tools%/*}
here=${here:-$(cd "$(dirname "$0")" && pwd)}
keys=$tools/keys
work=$(mktemp -d)
ns=tlsdissect-$$
port=${port:-443}
started=()

# Half of the cases use weak versions and ciphers.
export OPENSSL_CONF=$tools/openssl.cnf

cleanup() {
  [ -z "${KEEP_LOGS:-}" ] || cp "$work"/*.log "$KEEP_LOGS"
  for pid in "${started[@]:-}"; do [ -n "$pid" ] && kill "$pid" 2>/dev/null || true; done
  ip netns del "$ns" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

inside() { ip netns exec "$ns" "$@"; }

# run_server COMMAND...: runs it in the background for at most 30 seconds, and returns once its port answers (a UDP port if
# $transport is --udp). Its input is the file or pipe $typed; default: empty.
run_server() {
  (cd "$keys/www" && exec timeout 30 ip netns exec "$ns" "$@") <"${typed:-/dev/null}" >"$work/server.log" 2>&1 &
  server=$!
  started+=("$server")
  for _ in $(seq 100); do
    if inside ss -Hln "${transport:---tcp}" "sport = :$port" | grep -q .; then return; fi
    sleep 0.05
  done
  echo "the server does not listen:" >&2
  cat "$work/server.log" >&2
  exit 1
}

# record FUNCTION: traffic to capture.pcap.
record() {
  ip netns add "$ns"
  ip -n "$ns" link set lo up mtu 1500 gso_max_segs 1
  "$@"
}

start_recording() {
  ip netns exec "$ns" timeout 60 tcpdump -i "${device:-lo}" -s 0 -B 65536 --immediate-mode -w "$work/capture.pcap" ${filter:-tcp} 2>"$work/tcpdump.log" &
  recorder=$!
  started+=("$recorder")
  for _ in $(seq 100); do
    if grep -q 'listening on' "$work/tcpdump.log"; then return; fi
    sleep 0.05
  done
  echo "tcpdump does not start" >&2
  exit 1
}

stop_recording() {
  sleep 0.4
  kill -TERM "$recorder"
  wait "$recorder" 2>/dev/null || true
  cp "$work/capture.pcap" "$here/${1:-capture.pcap}"
  chmod 644 "$here/${1:-capture.pcap}"
}

request() { printf 'GET /%s HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n' "${1:-hello.html}"; }

# openssl_case SERVER_OPTIONS -- CLIENT_OPTIONS: one GET over s_server and s_client.
openssl_case() {
  local server_options=() client_options=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do server_options+=("$1"); shift; done
  [ $# -gt 0 ] && shift
  client_options=("$@")
  run_server openssl s_server -accept "$port" -cert "${certificate:-$keys/server.pem}" -key "${key:-$keys/server.key}" -WWW "${server_options[@]}"
  start_recording
  request "${path:-hello.html}" | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -CAfile "$keys/ca.pem" "${client_options[@]}" >"$work/client.log" 2>&1 || true
  stop_recording
}

# edited VARIANT [ARGUMENT]: the recording, damaged by edit-pcap.py.
edited() { python3 "$tools/edit-pcap.py" "$1" "$work/capture.pcap" "$here/capture.pcap" "${2:-}"; }

# use_key FILE...: copies the shared key files, so that a case is self-contained.
use_key() { for file in "$@"; do cp "$keys/$file" "$here/"; done; }

# arguments LINE...: the arguments of `tlsdissect read` for this case, one per line.
arguments() { printf '%s\n' "$@" >"$here/args"; }

# gnutls_client_case PRIORITY SERVER_OPTIONS...: one GET from gnutls-cli to OpenSSL's s_server.
gnutls_client_case() {
  local priority=$1
  shift
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW "$@"
  start_recording
  { request; sleep 0.5; } | inside timeout 10 gnutls-cli --priority "$priority" --x509cafile "$keys/ca.pem" --sni-hostname server.example --verify-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

# gnutls_case PRIORITY: one GET from gnutls-cli to gnutls-serv, which responds with the negotiated parameters.
gnutls_case() {
  run_server gnutls-serv --http --port "$port" --priority "$1" --x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key" --noticket
  start_recording
  { request ""; sleep 0.5; } | inside timeout 10 gnutls-cli --priority "$1" --x509cafile "$keys/ca.pem" --sni-hostname server.example --verify-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

# openssl_clients SERVER_OPTIONS -- CLIENT_OPTIONS -- CLIENT_OPTIONS...: one GET after the other from s_client to one s_server.
openssl_clients() {
  local server_options=() client_options=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do server_options+=("$1"); shift; done
  run_server openssl s_server -accept "$port" -cert "${certificate:-$keys/server.pem}" -key "${key:-$keys/server.key}" -WWW "${server_options[@]}"
  start_recording
  while [ $# -gt 0 ]; do
    shift
    client_options=()
    while [ $# -gt 0 ] && [ "$1" != -- ]; do client_options+=("$1"); shift; done
    request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -ign_eof -CAfile "$keys/ca.pem" "${client_options[@]}" >>"$work/client.log" 2>&1 || true
    sleep 0.2
  done
  stop_recording
}
