#!/usr/bin/env bash
# One TLS connection among other traffic between two hosts: ARP, ICMP, ICMPv6, UDP, DTLS and another TCP connection, each counted. OpenSSL 3.0, Python's http.server, curl.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap
device=veth0
filter='ip or ip6 or arp'

# peer COMMAND...: runs a command on the other host.
peer() { ip netns exec "$ns-peer" "$@"; }

# A server without input ends.
silence() {
  mkfifo "$work/silence"
  sleep 25 >"$work/silence" &
  started+=($!)
}

traffic() {
  silence
  trap 'ip netns del "$ns-peer" 2>/dev/null || true; cleanup' EXIT
  ip netns add "$ns-peer"
  ip -n "$ns" link add veth0 type veth peer name veth1 netns "$ns-peer"
  ip -n "$ns" address add 192.0.2.1/24 dev veth0
  ip -n "$ns-peer" address add 192.0.2.2/24 dev veth1
  ip -n "$ns" link set veth0 up gso_max_segs 1
  ip netns exec "$ns" ethtool -K veth0 tx off >/dev/null 2>&1 || true
  peer ethtool -K veth1 tx off >/dev/null 2>&1 || true
  run_server openssl s_server -accept 443 -cert "$keys/server.pem" -key "$keys/server.key" -tls1_2 -cipher AES128-GCM-SHA256 -WWW
  typed=$work/silence transport=--udp run_server openssl s_server -dtls1_2 -accept 443 -cert "$keys/server.pem" -key "$keys/server.key"
  port=80 run_server python3 -m http.server 80 --bind 192.0.2.1
  start_recording
  ip -n "$ns-peer" link set veth1 up gso_max_segs 1
  peer python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b"hello", ("192.0.2.1", 9)); s.sendto(b"hello", ("192.0.2.1", 9))'
  request | peer timeout 10 openssl s_client -connect 192.0.2.1:443 -servername server.example -ign_eof -CAfile "$keys/ca.pem" >"$work/client.log" 2>&1 || true
  peer curl --silent --max-time 10 --noproxy '*' http://192.0.2.1/hello.html >"$work/client.log"
  { echo hello; sleep 1; } | peer timeout 10 openssl s_client -dtls1_2 -connect 192.0.2.1:443 -servername server.example -CAfile "$keys/ca.pem" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
