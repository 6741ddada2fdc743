#!/usr/bin/env bash
# Independent oracle of latency: from tshark's frame times and its round trip of TCP's handshake, in seconds.
#
# usage: latency-with-tshark.sh CASE...    a line for the first connection of each: case, tcp, server_hello, handshake, separated by tabs;
#                                          - if tshark does not have it. tests/TlsDissect.GoldenTests/latency-by-tshark.tsv keeps lines
set -euo pipefail
source "$(dirname "$0")/cases.sh"
HOME=$(mktemp -d) # without a user's preferences
export HOME
trap 'rm -rf "$HOME"' EXIT

for case in "$@"; do
  folder=$(folder_of "$case")
  mapfile -t arguments <"$folder/args"
  options=()
  for ((i = 0; i + 1 < ${#arguments[@]}; i++)); do
    case ${arguments[i]} in
      --key) options+=(-o "uat:rsa_keys:\"$PWD/$folder/${arguments[i + 1]}\",\"\"") ;;
      --keylog) options+=(-o "tls.keylog_file:$PWD/$folder/${arguments[i + 1]}") ;;
    esac
  done
  tshark -r "$folder/${arguments[-1]}" "${options[@]}" -Y 'tcp.stream == 0' -T fields -e frame.time_epoch -e tcp.analysis.initial_rtt -e tls.handshake.type 2>/dev/null |
    awk -F'\t' -v case="$case" '
      # Exact: seconds have too many digits for a floating-point number.
      function since(time,  a, b) { split(time, a, "."); split(hello, b, "."); return sprintf("%.6f", a[1] - b[1] + (substr(a[2], 1, 6) - substr(b[2], 1, 6)) / 1e6) }
      $2 != "" && tcp == "" { tcp = sprintf("%.6f", $2) }
      { n = split($3, types, ",") }
      { for (i = 1; i <= n; i++) {
          if (types[i] == 1 && hello == "") hello = $1
          if (types[i] == 2 && answer == "") answer = since($1)
          if (types[i] == 20 && ++finished == 2) end = since($1)
        } }
      END { printf "%s\t%s\t%s\t%s\n", case, tcp == "" ? "-" : tcp, answer == "" ? "-" : answer, end == "" ? "-" : end }'
done
