#!/usr/bin/env bash
# The client renegotiates: the second handshake is encrypted in epoch 1, and epoch 2 follows. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  openssl_server -dtls1_2 -client_renegotiation -no_ticket
  start_recording
  openssl_client -dtls1_2 -cipher AES128-GCM-SHA256 -no_ticket
  talk "epoch 1"
  echo R >&"${input[client]}"
  until_true shows server 'Read BLOCK'
  talk "epoch 2"
  openssl_quits
  stop_recording
  note_sent
}

record traffic
