#!/usr/bin/env bash
# Two connections: the second one begins with the token that the first one received (NEW_TOKEN); decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"

traffic() {
  mkdir "$work/pages"
  quic_server
  start_recording
  for flow in 0 1; do
    quic_client --token-file="$work/token"
    note_pages $flow
  done
  stop_recording
}

record traffic
use_log
