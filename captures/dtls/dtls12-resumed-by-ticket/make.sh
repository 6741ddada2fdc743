#!/usr/bin/env bash
# Two connections: a full handshake, then one that resumes the session by session ticket (RFC 5077). DTLS 1.2; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  openssl_server -dtls1_2
  start_recording
  openssl_client -dtls1_2 -cipher AES128-GCM-SHA256 -sess_out "$work/session"
  talk "full handshake"
  openssl_quits
  note_sent
  openssl_client -dtls1_2 -cipher AES128-GCM-SHA256 -sess_in "$work/session"
  talk resumed
  openssl_quits
  stop_recording
  note_sent 1
}

record traffic
