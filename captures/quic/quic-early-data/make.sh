#!/usr/bin/env bash
# Two connections: a full handshake, then one that resumes the session and asks for the pages in 0-RTT packets; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

traffic() {
  mkdir "$work/pages"
  quic_server
  start_recording
  quic_client --session-file="$work/session" --tp-file="$work/parameters"
  note_pages 0
  quic_client --session-file="$work/session" --tp-file="$work/parameters"
  note_pages 1
  stop_recording
}

record traffic
use_log
