#!/usr/bin/env bash
# How many packets of each kind that is not dissected tshark sees in a case, as an oracle that is not ours for the last line of its JSON.
#
# usage: count-with-tshark.sh CASE...    writes CASE/tshark-counts.txt: packets, a blank, our name of the kind
set -euo pipefail
cd "$(dirname "$0")"
HOME=$(mktemp -d) # Nobody's preferences.
export HOME
trap 'rm -rf "$HOME"' EXIT

# count CASE NAME FILTER: a line, where there are any.
count() {
  local packets
  packets=$(tshark -r "$1/$(tail -1 "$1/args")" -Y "$3" 2>/dev/null | wc -l)
  [ "$packets" = 0 ] || echo "$packets $2"
}

for name in "$@"; do
  {
    count "$name" QUIC quic
    count "$name" DTLS dtls
    # A fragment counts with its datagram, which tshark shows in its last.
    count "$name" 'EAP-TLS (RADIUS)' 'radius && eap.type == 13 || ip.flags.mf == 1'
    count "$name" ARP arp
    count "$name" ICMP icmp
    count "$name" ICMPv6 icmpv6
    count "$name" 'other UDP' 'udp && !icmp && !quic && !dtls && !eap.type == 13'
    count "$name" 'link type 147 (private use)' user_dlt
  } >"$name/tshark-counts.txt"
done
