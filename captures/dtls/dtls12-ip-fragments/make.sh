#!/usr/bin/env bash
# A link MTU of 4000 bytes on a link of 1500: a flight of several records and a record of 2,500 bytes are sent in fragments of IP. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  openssl_server -dtls1_2 -mtu 4000 -cert_chain "$keys/ca.pem"
  start_recording
  openssl_client -dtls1_2 -mtu 4000 -cipher AES128-GCM-SHA256
  say client "$(printf 'word %04d ' $(seq 250))"
  say server "$(printf 'WORD %04d ' $(seq 250))"
  openssl_quits
  stop_recording
  note_sent
}

record traffic
