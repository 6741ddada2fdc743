#!/usr/bin/env bash
# ALPN: the client offers h2 and http/1.1, the server selects http/1.1. The client's certificate has subject alternative names. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -no_ticket -alpn http/1.1 -Verify 1 -CAfile "$keys/ca.pem" -- -tls1_2 -cipher AES128-GCM-SHA256 -alpn h2,http/1.1 -cert "$keys/other.pem" -key "$keys/other.key"
