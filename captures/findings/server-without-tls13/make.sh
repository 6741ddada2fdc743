#!/usr/bin/env bash
# The client offers TLS 1.3, and the server has only TLS 1.2: its random is not marked as a downgrade. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
# The settings of a plain installation.
unset OPENSSL_CONF
arguments --keylog keys.log capture.pcap

record openssl_case -no_tls1_3 -no_ticket -- -keylogfile "$here/keys.log"
