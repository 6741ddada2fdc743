#!/usr/bin/env bash
# Datagrams out of order, recorded at the server: fragments of messages, messages of a flight, a Finished before the rest of the client's flight, and the ChangeCipherSpec and Finished before the end of a session ticket. Mutual authentication. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0, datagram-relay.py.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap
filter="udp port 443"

record openssl_relayed AES128-GCM-SHA256 server:1:late server:4:late server:9:late client:2:late server:12:late server:15:late
use_log oracle.log
