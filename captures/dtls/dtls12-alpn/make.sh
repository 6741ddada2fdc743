#!/usr/bin/env bash
# ALPN over DTLS 1.2: the client offers coap and another protocol, the server selects coap; decrypted with the server's key. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_talk -dtls1_2 -alpn coap -- -dtls1_2 -cipher AES128-GCM-SHA256 -alpn c-webrtc,coap
