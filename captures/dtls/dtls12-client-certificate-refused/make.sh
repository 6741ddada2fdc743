#!/usr/bin/env bash
# The client has no certificate, and the server requires one: it refuses after the client's flight. DTLS 1.2; OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_fails -dtls1_2 -Verify 1 -CAfile "$keys/ca.pem" -- -dtls1_2 -cipher AES128-GCM-SHA256
