#!/usr/bin/env bash
# The first client offers the group secp521r1 only, and ECDHE suites only: the server refuses it with handshake_failure. The second also offers P-256. OpenSSL 3.0, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

record openssl_clients -tls1_2 -groups P-256 -cipher ECDHE-RSA-AES128-GCM-SHA256 -- -tls1_2 -groups P-521 -cipher ECDHE-RSA-AES128-GCM-SHA256 -- -tls1_2 -groups P-521:P-256 -cipher ECDHE-RSA-AES128-GCM-SHA256
