#!/usr/bin/env bash
# The server asks for a renegotiation with a HelloRequest, and the client follows. DTLS 1.2 with CBC; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  openssl_server -dtls1_2 -no_ticket
  start_recording
  openssl_client -dtls1_2 -cipher AES128-SHA256 -no_ticket
  talk "epoch 1"
  echo r >&"${input[server]}"
  until_true shows server 'Read BLOCK'
  talk "epoch 2"
  openssl_quits
  stop_recording
  note_sent
}

record traffic
