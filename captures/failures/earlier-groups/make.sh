#!/usr/bin/env bash
# The server accepts the group secp384r1 only. The first client offers it, after a HelloRetryRequest; the second does not, and is refused with handshake_failure although its offer is a usual one; the third is the near miss: it offers secp384r1 last. OpenSSL 3.0, TLS 1.3 with a key log.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_clients -groups P-384 -keylogfile "$here/keys.log" -- -servername server.example -- -servername server.example -groups X25519:P-256 -- -servername server.example -groups X25519:P-256:P-384
