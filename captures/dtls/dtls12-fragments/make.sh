#!/usr/bin/env bash
# A link MTU of 300 bytes on both sides: certificates and other handshake messages are sent in fragments. Mutual authentication. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1_2 -mtu 300 -Verify 1 -CAfile "$keys/ca.pem" -- -dtls1_2 -mtu 300 -cipher AES128-GCM-SHA256 -cert "$keys/client.pem" -key "$keys/client.key"
