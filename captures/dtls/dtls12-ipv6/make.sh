#!/usr/bin/env bash
# DTLS 1.2 over IPv6; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  openssl_server -dtls1_2 -6
  start_recording
  start_client openssl s_client -dtls1_2 -connect "[::1]:$port" -servername server.example -CAfile "$keys/ca.pem" -cipher AES128-GCM-SHA256
  until_true shows client 'Verify return code'
  talk
  openssl_quits
  stop_recording
  note_sent
}

record traffic
