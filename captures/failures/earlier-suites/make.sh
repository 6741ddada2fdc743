#!/usr/bin/env bash
# The server has one suite of TLS 1.2, with AES-256, and the group secp384r1. The second client offers a usual suite with AES-128, and is refused with handshake_failure; the group and the signature of the first client show that these are not the cause. The third offers both suites. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

record openssl_clients -tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384 -groups P-384 -- -servername server.example -- -servername server.example -cipher ECDHE-RSA-AES128-GCM-SHA256 -- -servername server.example -cipher ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384
