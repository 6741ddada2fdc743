#!/usr/bin/env bash
# Datagrams arrive twice, recorded at the server: parts of each flight, and a record of data from each side. Mutual authentication. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0, datagram-relay.py.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap
filter="udp port 443"

traffic() {
  openssl_server -dtls1_2 -Verify 1 -CAfile "$keys/ca.pem"
  start_relay client:1:twice server:2:twice server:9:twice server:10:twice client:2:twice client:3:twice server:13:twice client:5:twice server:18:twice
  start_recording
  openssl_client -dtls1_2 -cipher AES128-GCM-SHA256 -cert "$keys/client.pem" -key "$keys/client.key"
  # A side that receives a record again waits for the next one.
  for side in client server; do
    for number in first second third; do say $side "$number line of the $side"; done
  done
  openssl_quits
  stop_recording
  note_sent
}

record traffic
use_log oracle.log
