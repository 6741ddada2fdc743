#!/usr/bin/env bash
# The client ends without close_notify, and nothing says that the connection is over. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  openssl_server -dtls1_2
  start_recording
  openssl_client -dtls1_2 -cipher AES128-GCM-SHA256
  talk
  kill -KILL "$client"
  { wait "$client" || true; } 2>/dev/null
  stop_recording
  note_sent
}

record traffic
