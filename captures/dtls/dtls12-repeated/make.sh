#!/usr/bin/env bash
# Datagrams arrive twice, recorded at the server: parts of each flight, and a record of data from each side. Mutual authentication. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0, datagram-relay.py.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap
filter="udp port 443"

# A side that receives a record again waits for the next one.
talk() {
  for side in client server; do
    for number in first second third; do say $side "$number line of the $side"; done
  done
}

record openssl_relayed AES128-GCM-SHA256 client:1:twice server:2:twice server:9:twice server:10:twice client:2:twice client:3:twice server:13:twice client:5:twice server:18:twice
use_log oracle.log
