#!/usr/bin/env bash
# The server requires a certificate, and the first client has none: certificate_required. The second client has one. OpenSSL 3.0, TLS 1.3 with a key log.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_clients -tls1_3 -keylogfile "$here/keys.log" -Verify 1 -verify_return_error -CAfile "$keys/ca.pem" -- -tls1_3 -- -tls1_3 -cert "$keys/client.pem" -key "$keys/client.key"
