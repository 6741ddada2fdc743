#!/usr/bin/env bash
# A server that keeps no state until the client returns the cookie of a HelloVerifyRequest, and answers from a connected socket. DTLS 1.2; decrypted with the server's key. OpenSSL 3.0's s_server -listen.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1_2 -listen -- -dtls1_2 -cipher AES128-GCM-SHA256
