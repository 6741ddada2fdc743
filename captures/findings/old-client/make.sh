#!/usr/bin/env bash
# A client that has nothing later than TLS 1.0 meets a server that begins with TLS 1.2, which refuses it. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

record openssl_case -min_protocol TLSv1.2 -- -tls1
