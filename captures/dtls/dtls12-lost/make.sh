#!/usr/bin/env bash
# Datagrams lost before they reach the capture, which is taken at the server: the first ClientHello, parts of both flights; they are sent again. Mutual authentication. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0, datagram-relay.py.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap
filter="udp port 443"

record openssl_relayed AES128-GCM-SHA256 client:0:drop client:3:drop client:5:drop server:3:drop server:12:drop server:24:drop
use_log oracle.log
