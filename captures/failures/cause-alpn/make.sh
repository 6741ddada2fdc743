#!/usr/bin/env bash
# The server has h2 only, and the first client offers http/1.1 only: no_application_protocol. The second client offers both. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_clients -tls1_2 -cipher AES128-GCM-SHA256 -alpn h2 -- -alpn http/1.1 -- -alpn http/1.1,h2
