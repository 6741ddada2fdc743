#!/usr/bin/env bash
# The first client retries with TLS 1.1 and says so, although the server has TLS 1.2: inappropriate_fallback. The second does not say so. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_clients -min_protocol TLSv1 -max_protocol TLSv1.2 -cipher AES128-SHA -- -tls1_1 -fallback_scsv -- -tls1_1
