#!/usr/bin/env bash
# Datagrams lost before they reach the capture, which is taken at the server: the first Initial, parts of the handshake and of a page; they are sent again; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides; datagram-relay.py.
filter="udp port 443"
source "$(dirname "$0")/../../tools/quic.sh"

traffic() {
  mkdir "$work/pages"
  quic_server
  start_relay client:0:drop server:1:drop server:3:drop client:4:drop server:9:drop server:12:drop
  start_recording
  quic_client
  stop_recording
  note_pages 0
  use_log
}

record traffic
