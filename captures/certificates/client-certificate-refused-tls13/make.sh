#!/usr/bin/env bash
# The server does not trust the client's certificate: TLS 1.3, where its unknown_ca comes encrypted and after both Finished. Decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

record openssl_case -Verify 1 -verify_return_error -CAfile "$keys/other.pem" -- -tls1_3 -cert "$keys/client.pem" -key "$keys/client.key" -keylogfile "$here/keys.log"
