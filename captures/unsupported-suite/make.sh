#!/usr/bin/env bash
# A cipher suite that is not supported yet, and that is said: TLS_RSA_WITH_CAMELLIA_128_CBC_SHA. OpenSSL 3.0.
source "$(dirname "$0")/../lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record openssl_case -no_ticket -- -tls1_2 -cipher CAMELLIA128-SHA
