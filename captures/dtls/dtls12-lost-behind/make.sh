#!/usr/bin/env bash
# Datagrams lost behind the capture, which is taken at the client: it shows the client's flights twice, and parts of the server's never. Mutual authentication. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0, datagram-relay.py.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap
filter="udp port 4433"

traffic() {
  openssl_server -dtls1_2 -Verify 1 -CAfile "$keys/ca.pem"
  start_relay client:0:drop client:3:drop client:5:drop server:3:drop server:12:drop server:24:drop
  start_recording
  openssl_client -dtls1_2 -cipher AES128-GCM-SHA256 -cert "$keys/client.pem" -key "$keys/client.key"
  talk
  openssl_quits
  stop_recording
  note_sent
}

record traffic
use_log oracle.log
