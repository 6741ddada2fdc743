#!/usr/bin/env bash
# The first client offers RSA key exchange only, and the server, which has one ECDHE suite, refuses it with handshake_failure. The second offers that suite too. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

record openssl_clients -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -- -tls1_2 -cipher AES128-SHA -- -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA
