# Shared by captures/dtls/*/make.sh: two programs that speak DTLS and say lines in turns.
#
# A case sources this file, then calls `record` with a function that makes the traffic; see lib.sh. sent.txt has what was said:
# a line for each flow and side, with the bytes and their SHA-256.

transport=--udp
filter=${filter:-udp}
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$tools/stacks/suite.sh"

declare -A input

# input_of SIDE: makes the pipe $work/SIDE that the side reads, and keeps it open.
input_of() {
  [ -p "$work/$1" ] || mkfifo "$work/$1"
  exec {input[$1]}<>"$work/$1"
}

# until_true COMMAND...: waits until the command succeeds, at most 10 seconds.
until_true() {
  for _ in $(seq 200); do
    if "$@"; then return; fi
    sleep 0.05
  done
  echo "never true: $*" >&2
  tail -n 20 "$work"/*.log >&2
  exit 1
}

shows() { grep -qsF -e "$2" "$work/$1.log"; }
ended() { ! kill -0 "$1" 2>/dev/null; }

# said SIDE LINE: remembers that the side sent the line.
said() { printf '%s\n' "$2" >>"$work/said-$1"; }

# say SIDE LINE: the side sends the line, and the other one shows it.
say() {
  local other=server
  [ "$1" = client ] || other=client
  echo "$2" >&"${input[$1]}"
  said "$1" "$2"
  until_true shows "$other" "$2"
}

# talk [WORD]: two lines from each side.
talk() {
  say client "first line of the client${1:+, $1}"
  say server "first line of the server${1:+, $1}"
  say client "second line of the client${1:+, $1}"
  say server "second line of the server${1:+, $1}"
}

# note_sent [FLOW]: what was said so far goes to sent.txt, as that of a flow (default: 0).
note_sent() {
  local side
  [ "${1:-0}" != 0 ] || rm -f "$here/sent.txt"
  for side in client server; do
    [ -f "$work/said-$side" ] || continue
    echo "${1:-0} $side $(stat -c %s "$work/said-$side") $(sha256sum <"$work/said-$side" | cut -d' ' -f1)" >>"$here/sent.txt"
    rm "$work/said-$side"
  done
}

# note_printed: what a program printed as sent to $work/client.log goes to sent.txt. Its lines read: number of the flow, side, "sent:", what was sent.
note_printed() {
  local flow side line
  for flow in 1 2; do
    while read -r side _ line; do said "$side" "$line"; done < <(sed -n "s/^$flow //p" "$work/client.log")
    note_sent $((flow - 1))
  done
}

# start_server COMMAND...: a server that sends what is typed at `server`.
start_server() {
  input_of server
  typed=$work/server run_server "$@"
}

# start_client COMMAND...: a client that sends what is typed at `client`, in the background. It alone can end its input.
start_client() {
  local pipe
  input_of client
  : >"$work/client.log"
  (
    for pipe in "${input[@]}"; do exec {pipe}>&-; done
    exec timeout 20 ip netns exec "$ns" "$@"
  ) <"$work/client" >"$work/client.log" 2>&1 &
  client=$!
  started+=("$client")
}

# client_input_ends: the client reads the end of its input.
client_input_ends() {
  exec {input[client]}>&-
  client_ends
}

client_ends() { until_true ended "$client"; }

# openssl_server OPTION...: s_server with the certificate $certificate.
openssl_server() {
  start_server openssl s_server -accept "$port" -cert "${certificate:-$keys/server.pem}" -key "${key:-$keys/server.key}" "$@"
}

# openssl_client OPTION...: s_client, to $to (default: $port), until the handshake is done. It writes keys.log.
openssl_client() {
  start_client openssl s_client -connect "127.0.0.1:${to:-$port}" -servername server.example -CAfile "$keys/ca.pem" -keylogfile "$work/keys.log" "$@"
  until_true shows client 'Verify return code'
}

openssl_quits() {
  echo Q >&"${input[client]}"
  client_ends
}

# split OPTION...: server_options are those before --, client_options those behind it.
split() {
  server_options=() client_options=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do server_options+=("$1"); shift; done
  [ $# -gt 0 ] && shift
  client_options=("$@")
}

# openssl_talk SERVER_OPTIONS -- CLIENT_OPTIONS: s_server and s_client talk.
openssl_talk() {
  split "$@"
  openssl_server "${server_options[@]}"
  start_recording
  openssl_client "${client_options[@]}"
  talk
  openssl_quits
  stop_recording
  note_sent
}

# openssl_fails SERVER_OPTIONS -- CLIENT_OPTIONS: the handshake of s_server and s_client fails.
openssl_fails() {
  split "$@"
  openssl_server "${server_options[@]}"
  start_recording
  start_client openssl s_client -connect "127.0.0.1:$port" -servername server.example -CAfile "$keys/ca.pem" "${client_options[@]}"
  client_ends
  stop_recording
}

# echo_talk [WORD]: two lines from the client, which the server sends back.
echo_talk() {
  local line
  for line in "first line of the client${1:+, $1}" "second line of the client${1:+, $1}"; do
    echo "$line" >&"${input[client]}"
    until_true shows client "$line"
    said client "$line"
    said server "$line"
  done
}

# gnutls_server PRIORITY OPTION...: gnutls-serv that sends back what it receives.
gnutls_server() {
  run_server gnutls-serv --udp --echo --port "$port" --priority "$1" --x509certfile "${certificate:-$keys/server.pem}" --x509keyfile "${key:-$keys/server.key}" "${@:2}"
}

# gnutls_client PRIORITY OPTION...: gnutls-cli, until the handshake is done. It writes keys.log.
gnutls_client() {
  SSLKEYLOGFILE=$work/keys.log start_client gnutls-cli --udp --insecure --no-ca-verification --priority "$1" --sni-hostname server.example -p "${to:-$port}" "${@:2}" 127.0.0.1
  until_true shows client 'Handshake was completed'
}

# gnutls_talk PRIORITY SERVER_OPTIONS -- CLIENT_OPTIONS: gnutls-serv and gnutls-cli talk.
gnutls_talk() {
  split "${@:2}"
  gnutls_server "$1" "${server_options[@]}"
  start_recording
  gnutls_client "$1" "${client_options[@]}"
  echo_talk
  client_input_ends
  stop_recording
  note_sent
}

# start_relay DEED...: a relay from port 4433 to the server; see datagram-relay.py. Clients connect to $to.
start_relay() {
  to=4433
  ip netns exec "$ns" timeout 60 python3 "$tools/datagram-relay.py" $to "$port" "$@" >"$work/relay.log" 2>&1 &
  started+=($!)
  until_true shows relay relaying
}

# openssl_relayed CIPHER DEED...: s_server and s_client, which both have a certificate, talk in DTLS 1.2 through a relay.
openssl_relayed() {
  openssl_server -dtls1_2 -Verify 1 -CAfile "$keys/ca.pem"
  start_relay "${@:2}"
  start_recording
  openssl_client -dtls1_2 -cipher "$1" -cert "$keys/client.pem" -key "$keys/client.key"
  talk
  openssl_quits
  stop_recording
  note_sent
}

# use_log [FILE]: the key log of the case, without premaster secrets: tshark would derive other secrets from them.
use_log() { grep -v -e '^#' -e '^RSA' "$work/keys.log" >"$here/${1:-keys.log}"; }
