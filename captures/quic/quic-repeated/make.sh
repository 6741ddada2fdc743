#!/usr/bin/env bash
# Datagrams that arrive twice, recorded at the server; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides; datagram-relay.py.
filter="udp port 443"
source "$(dirname "$0")/../../tools/quic.sh"

traffic() {
  mkdir "$work/pages"
  quic_server
  start_relay client:0:twice server:0:twice server:1:twice client:2:twice server:6:twice server:8:twice
  start_recording
  quic_client
  stop_recording
  note_pages 0
  use_log
}

record traffic
