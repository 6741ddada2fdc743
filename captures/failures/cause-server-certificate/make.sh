#!/usr/bin/env bash
# The first client does not trust the authority of the server, and refuses its certificate with unknown_ca. The second client trusts it. OpenSSL 3.0, TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_clients -tls1_3 -keylogfile "$here/keys.log" -- -tls1_3 -verify_return_error -CAfile "$keys/other.pem" -- -tls1_3 -verify_return_error
