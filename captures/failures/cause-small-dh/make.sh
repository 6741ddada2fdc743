#!/usr/bin/env bash
# The server has a Diffie-Hellman group of 1,024 bits. The first client requires more, and refuses it with handshake_failure; the second accepts it. OpenSSL 3.0, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

record openssl_clients -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -dhparam "$keys/dh1024.pem" -- -servername server.example -cipher DEFAULT:@SECLEVEL=2 -- -servername server.example -cipher DEFAULT:@SECLEVEL=0
