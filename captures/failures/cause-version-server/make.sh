#!/usr/bin/env bash
# The server only has TLS 1.0, and refuses the first client, which requires TLS 1.2, with protocol_version. The second client accepts TLS 1.0. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_clients -tls1 -cipher AES128-SHA -- -min_protocol TLSv1.2 -- -min_protocol TLSv1
