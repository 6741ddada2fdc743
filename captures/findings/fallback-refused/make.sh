#!/usr/bin/env bash
# The client tries again with TLS 1.2 after a failure and says so with TLS_FALLBACK_SCSV (RFC 7507); the server has TLS 1.3 and refuses. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
# The settings of a plain installation.
unset OPENSSL_CONF
arguments capture.pcap

record openssl_case -- -tls1_2 -fallback_scsv
