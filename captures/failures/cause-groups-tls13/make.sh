#!/usr/bin/env bash
# The first client offers the group secp521r1 only, and the server refuses it with handshake_failure. The second offers x25519 too, after a HelloRetryRequest. OpenSSL 3.0, TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_clients -tls1_3 -groups X25519:P-256 -keylogfile "$here/keys.log" -- -tls1_3 -groups P-521 -- -tls1_3 -groups P-521:X25519
