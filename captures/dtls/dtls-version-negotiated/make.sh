#!/usr/bin/env bash
# The client offers DTLS 1.2, the server selects DTLS 1.0; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1 -- -dtls -cipher AES128-SHA
