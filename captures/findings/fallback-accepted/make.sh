#!/usr/bin/env bash
# The client tries again with TLS 1.2 after a failure and says so with TLS_FALLBACK_SCSV (RFC 7507); the server has nothing later, and accepts. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
# The settings of a plain installation.
unset OPENSSL_CONF
arguments --keylog keys.log capture.pcap

record openssl_case -no_tls1_3 -no_ticket -- -tls1_2 -fallback_scsv -keylogfile "$here/keys.log"
