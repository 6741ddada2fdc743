#!/usr/bin/env bash
# Independent oracle for the summary line of a case: the number of packets of each undissected kind that tshark sees.
#
# usage: count-with-tshark.sh CASE...    writes CASE/tshark-counts.txt: packets, a space, our name of the kind
set -euo pipefail
source "$(dirname "$0")/cases.sh"
HOME=$(mktemp -d) # without a user's preferences
export HOME
trap 'rm -rf "$HOME"' EXIT

# count FOLDER NAME FILTER: one line, if there are any.
count() {
  local packets
  packets=$(tshark -r "$1/$(tail -1 "$1/args")" -Y "$3" 2>/dev/null | wc -l)
  [ "$packets" = 0 ] || echo "$packets $2"
}

for case in "$@"; do
  folder=$(folder_of "$case")
  {
    count "$folder" QUIC quic
    # A fragment counts with its datagram, which tshark shows in the last fragment.
    count "$folder" 'EAP-TLS (RADIUS)' 'radius && eap.type == 13 || ip.flags.mf == 1'
    count "$folder" ARP arp
    count "$folder" ICMP icmp
    count "$folder" ICMPv6 icmpv6
    count "$folder" 'other UDP' 'udp && !icmp && !quic && !dtls && !eap.type == 13'
    count "$folder" 'link type 147 (private use)' user_dlt
  } >"$folder/tshark-counts.txt"
done
