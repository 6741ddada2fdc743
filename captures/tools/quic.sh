# Shared by captures/quic/*/make.sh: HTTP/3 by ngtcp2's gtlsserver and gtlsclient (Debian: ngtcp2-server, ngtcp2-client).
#
# A case sources this file, then calls `record` with a function that makes the traffic; see lib.sh. keys.log is the client's. sent.txt has the
# pages that arrived: a line for each, with flow, path, bytes and SHA-256.

transport=--udp
filter=${filter:-udp}
source "$(dirname "${BASH_SOURCE[0]}")/dtls.sh"
arguments --keylog keys.log capture.pcap
# Pages that the clients ask for.
pages=(hello.html small.txt)

# Options of the server that turn segmentation offload off.
without_offload=(--max-gso-dgrams=1)

# quic_server OPTION...: without offload, so that datagrams are captured as they look on a wire.
quic_server() {
  run_server gtlsserver --no-quic-dump --no-http-dump "${without_offload[@]}" --htdocs "$keys/www" "$@" 127.0.0.1 "$port" "${key:-$keys/server.key}" "${certificate:-$keys/server.pem}"
}

# quic_client OPTION...: asks for the pages, one after the other, at $to (default: $port), and ends.
quic_client() {
  SSLKEYLOGFILE=$work/keys.log inside timeout 20 gtlsclient --no-quic-dump --no-http-dump --exit-on-all-streams-close --download "$work/pages" "$@" 127.0.0.1 "${to:-$port}" \
    "${pages[@]/#/https://server.example/}" >"$work/client.log" 2>&1 || true
}

# note_pages FLOW: the pages that arrived go to sent.txt, as those of a flow. Fails if one is missing.
note_pages() {
  local page
  [ "$1" != 0 ] || rm -f "$here/sent.txt"
  for page in "${pages[@]}"; do
    cmp "$keys/www/$page" "$work/pages/$page"
    echo "$1 $page $(stat -c %s "$work/pages/$page") $(sha256sum <"$work/pages/$page" | cut -d' ' -f1)" >>"$here/sent.txt"
    rm "$work/pages/$page"
  done
}

# quic_case SERVER_OPTIONS -- CLIENT_OPTIONS: one client asks for the pages.
quic_case() {
  split "$@"
  mkdir "$work/pages"
  quic_server "${server_options[@]}"
  start_recording
  quic_client "${client_options[@]}"
  stop_recording
  note_pages 0
  use_log
}
