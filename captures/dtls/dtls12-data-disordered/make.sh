#!/usr/bin/env bash
# Application data that is lost, repeated, damaged and out of order, recorded at the server. DTLS 1.2; decrypted with the server's key. sent.txt has the lines that arrived, in the order of their numbers. OpenSSL 3.0, datagram-relay.py.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap
filter="udp port 443"

traffic() {
  local number
  openssl_server -dtls1_2
  start_relay client:4:late client:6:twice client:7:drop client:8:damage
  start_recording
  openssl_client -dtls1_2 -cipher AES128-GCM-SHA256
  for number in 1 2 3 4 5 6 7 8; do
    echo "line $number of the client" >&"${input[client]}"
    until_true shows relay "client $((number + 2)): "
  done
  until_true shows server "line 8 of the client"
  for number in 1 2 3 4 7 8; do said client "line $number of the client"; done
  say server "the only line of the server"
  openssl_quits
  stop_recording
  note_sent
}

record traffic
