#!/usr/bin/env bash
# Two connections one after the other from one port: one flow with two sessions. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  openssl_server -dtls1_2
  start_recording
  for word in first second; do
    openssl_client -dtls1_2 -cipher AES128-GCM-SHA256 -bind 127.0.0.1:40000
    talk "$word session"
    openssl_quits
  done
  stop_recording
  note_sent
}

record traffic
