#!/usr/bin/env bash
# Datagrams out of order, recorded at the client: the client's flights are in order, the server's are not. Mutual authentication. DTLS 1.2 with CBC and encrypt-then-MAC; decrypted with the server's key. OpenSSL 3.0, datagram-relay.py.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap
filter="udp port 4433"

record openssl_relayed AES128-SHA256 server:1:late server:4:late server:9:late client:2:late server:12:late server:15:late
use_log oracle.log
