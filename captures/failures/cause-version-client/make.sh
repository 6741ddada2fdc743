#!/usr/bin/env bash
# The server requires TLS 1.2; the first client offers TLS 1.0 only: protocol_version. The second client offers TLS 1.2, and it works. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_clients -min_protocol TLSv1.2 -cipher AES128-SHA -- -tls1 -- -tls1_2
