#!/usr/bin/env bash
# Independent oracle: what tshark decrypts of a case, as size and SHA-256 of the plaintext of every connection and direction.
#
# usage: check-with-tshark.sh CASE...    writes CASE/tshark.txt (tshark-streams.txt of QUIC) if tshark can decrypt, else removes it
#
# The keys are those of CASE/args, or the key log CASE/oracle.log if tshark cannot use them. (Of DTLS, the key log alone: with
# datagrams out of order, tshark derives wrong secrets from a key.) CASE/tshark-options has further
# options, one per line. A line of the result: connection (tshark's tcp.stream; udp.stream of DTLS), negotiated suites,
# side, bytes, SHA-256. If the case has sent.txt, what tshark decrypts is compared with it.
set -euo pipefail
source "$(dirname "$0")/cases.sh"
HOME=$(mktemp -d) # without a user's preferences
export HOME
trap 'rm -rf "$HOME"' EXIT

# options FOLDER: tshark's options for the keys in its args, one per line.
options() {
  local folder=$1 password="" lines i
  mapfile -t lines <"$folder/args"
  for ((i = 0; i + 1 < ${#lines[@]}; i++)); do
    [ "${lines[i]}" != --key-password-file ] || password=$(cat "$folder/${lines[i + 1]}")
  done
  printf '%s\n' -o tcp.reassemble_out_of_order:TRUE
  for ((i = 0; i + 1 < ${#lines[@]}; i++)); do
    case ${lines[i]} in
      --key) [[ $folder == dtls/* && -f $folder/oracle.log ]] || printf '%s\n' -o "uat:rsa_keys:\"$PWD/$folder/${lines[i + 1]}\",\"$password\"" ;;
      --keylog) printf '%s\n' -o "tls.keylog_file:$PWD/$folder/${lines[i + 1]}" ;;
      --psk) printf '%s\n' -o "tls.psk:${lines[i + 1]#*=}" -o "dtls.psk:${lines[i + 1]#*=}" ;;
    esac
  done
  [ ! -f "$folder/tshark-options" ] || cat "$folder/tshark-options"
  [ ! -f "$folder/oracle.log" ] || printf '%s\n' -o "tls.keylog_file:$PWD/$folder/oracle.log"
}

# side HEX: size and SHA-256 of the bytes given in hex.
side() { echo "$((${#1} / 2)) $(xxd -r -p <<<"$1" | sha256sum | cut -d' ' -f1)"; }

# is_edited FOLDER SIDE: whether packets of the side were omitted or damaged.
is_edited() { [ -f "$1/make.sh" ] && grep -qE "edited (without|damaged) $2" "$1/make.sh"; }

# found_line STREAM SUITES SIDE HEX
found_line() { [ -z "$4" ] || echo "$1 ${2:--} $3 $(side "$4")"; }

# check_datagrams FOLDER: DTLS. tshark has no "follow" for it, but shows the plaintext of each record as data. A record that
# arrives twice counts once.
check_datagrams() {
  local folder=$1 capture tshark hellos data streams stream suites server found=""
  capture=$folder/$(tail -1 "$folder/args")
  mapfile -t tshark < <(options "$folder")
  hellos=$(tshark -r "$capture" "${tshark[@]}" -Y 'dtls.handshake.type == 2' -T fields -e udp.stream -e udp.srcport -e dtls.handshake.ciphersuite 2>/dev/null || true)
  data=$(tshark -r "$capture" "${tshark[@]}" -Y 'dtls and data' -T fields -e udp.stream -e udp.srcport -e data.data -e dtls.app_data 2>/dev/null | awk '!seen[$0]++' || true)
  streams=$(cut -f1 <<<"$data" | sort -nu)
  rm -f "$folder/tshark.txt"
  for stream in $streams; do
    suites=$(awk -F'\t' -v s="$stream" '$1 == s { print $3 }' <<<"$hellos" | tr ',' '\n' | uniq | paste -sd,)
    server=$(awk -F'\t' -v s="$stream" '$1 == s { print $2; exit }' <<<"$hellos")
    found+=$(found_line "$stream" "$suites" client "$(awk -F'\t' -v s="$stream" -v port="${server:-443}" '$1 == s && $2 != port { gsub(",", "", $3); printf "%s", $3 }' <<<"$data")")$'\n'
    found+=$(found_line "$stream" "$suites" server "$(awk -F'\t' -v s="$stream" -v port="${server:-443}" '$1 == s && $2 == port { gsub(",", "", $3); printf "%s", $3 }' <<<"$data")")$'\n'
  done
  found=$(grep . <<<"$found" || true)
  [ -z "$found" ] || echo "$found" >"$folder/tshark.txt"
  if [ -z "$found" ]; then
    echo "$folder: nothing decrypted (${hellos//[$'\t\n']/ })"
  elif [ -f "$folder/sent.txt" ] && ! cmp -s <(cut -d' ' -f1,3- "$folder/tshark.txt") "$folder/sent.txt"; then
    echo "$folder: $(awk '{ printf "%s %s %s %s; ", $1, $2, $3, $4 }' "$folder/tshark.txt") but sent $(awk '{ printf "%s %s %s; ", $1, $2, $3 }' "$folder/sent.txt")"
  else
    echo "$folder: $([ ! -f "$folder/sent.txt" ] || echo "as sent: ")$(awk '{ printf "%s %s %s %s; ", $1, $2, $3, $4 }' "$folder/tshark.txt")"
  fi
}

# check_quic FOLDER: each stream that tshark decrypts: QUIC connection, stream, side, bytes, SHA-256; connections count from the first packet on.
check_quic() {
  local folder=$1 found tshark
  mapfile -t tshark < <(options "$folder")
  found=$(python3 tools/quic-streams.py "$folder/$(tail -1 "$folder/args")" "${tshark[@]}" || true)
  rm -f "$folder/tshark-streams.txt"
  [ -z "$found" ] || echo "$found" >"$folder/tshark-streams.txt"
  echo "$folder: $(grep -c . <<<"$found") sides of streams"
}

# check FOLDER
check() {
  local folder=$1 capture tshark hellos streams stream suites text client server found="" node first second
  capture=$folder/$(tail -1 "$folder/args")
  mapfile -t tshark < <(options "$folder")
  # One pass for the negotiated parameters, then one per connection for its plaintext.
  hellos=$(tshark -r "$capture" "${tshark[@]}" -Y 'tls.handshake.type == 2' -T fields -e tcp.stream -e tls.handshake.ciphersuite 2>/dev/null || true)
  streams=$(tshark -r "$capture" "${tshark[@]}" -Y tls -T fields -e tcp.stream 2>/dev/null | sort -nu || true)
  rm -f "$folder/tshark.txt"
  for stream in $streams; do
    suites=$(awk -F'\t' -v s="$stream" '$1 == s { print $2 }' <<<"$hellos" | tr ',' '\n' | uniq | paste -sd,)
    text=$(tshark -r "$capture" "${tshark[@]}" -q -z "follow,tls,raw,$stream" 2>/dev/null || true)
    # Node 0's lines start at the margin, node 1's with a tab. Node 0 is the sender of the first packet in the capture, not always the client.
    node=$(sed -n 's/^Node 0: .*:\([0-9]*\)$/\1/p' <<<"$text")
    first=$(grep -E '^[0-9a-f]+$' <<<"$text" | tr -d '\n' || true)
    second=$(grep -E $'^\t[0-9a-f]+$' <<<"$text" | tr -d '\t\n' || true)
    [ -n "$first$second" ] || continue
    client=$first server=$second
    [ "$node" -ge 1024 ] && [[ " 3128 4433 5901 10809 " != *" $node "* ]] || { client=$second server=$first; }
    # Omit a side that tshark did not decrypt, and a damaged one: after a gap or a wrong tag tshark stalls and is not an oracle.
    ! is_edited "$folder" client || client=""
    ! is_edited "$folder" server || server=""
    [ -z "$client" ] || found+="$stream ${suites:--} client $(side "$client")"$'\n'
    [ -z "$server" ] || found+="$stream ${suites:--} server $(side "$server")"$'\n'
  done
  [ -z "$found" ] || printf '%s' "$found" >"$folder/tshark.txt"
  echo "$folder: $([ -z "$found" ] && echo "nothing decrypted (${hellos//[$'\t\n']/ })" || awk '{ printf "%s %s %s; ", $2, $3, $4 }' "$folder/tshark.txt")"
}

for case in "$@"; do
  folder=$(folder_of "$case")
  [ -f "$folder/args" ] || continue
  case $folder in
    dtls/*) check_datagrams "$folder" ;;
    quic/*) check_quic "$folder" ;;
    *) check "$folder" ;;
  esac
done
