#!/usr/bin/env bash
# The first client offers weak cipher suites only, and the server refuses it with handshake_failure. The second offers one of the server's. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

record openssl_clients -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -- -tls1_2 -cipher DES-CBC3-SHA:AES128-SHA -- -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA
