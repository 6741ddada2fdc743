#!/usr/bin/env bash
# Datagrams out of order, recorded at the client: parts of the handshake and of a page; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides; datagram-relay.py.
filter="udp port 4433"
source "$(dirname "$0")/../../tools/quic.sh"

traffic() {
  mkdir "$work/pages"
  quic_server
  start_relay server:0:late server:3:late server:5:late client:3:late server:9:late server:11:late
  start_recording
  quic_client
  stop_recording
  note_pages 0
  use_log
}

record traffic
