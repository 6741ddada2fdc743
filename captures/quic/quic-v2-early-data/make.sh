#!/usr/bin/env bash
# Two connections in version 2: a full handshake, then one that resumes the session and asks for the pages in 0-RTT packets; decrypted with a key log. ngtcp2 1.11 with GnuTLS 3.8.9, both sides.
source "$(dirname "$0")/../../tools/stacks/ngtcp2.sh"

traffic() {
  mkdir "$work/pages"
  quic_server
  start_recording
  quic_client --version=v2 --session-file="$work/session" --tp-file="$work/parameters"
  note_pages 0
  quic_client --version=v2 --session-file="$work/session" --tp-file="$work/parameters"
  note_pages 1
  stop_recording
}

record traffic
use_log
