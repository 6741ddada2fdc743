#!/usr/bin/env bash
# The client says in its ClientHello which authorities it accepts (certificate_authorities), and the server in its CertificateRequest. TLS 1.3; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -tls1_3 -verify 1 -CAfile "$keys/ca.pem" -- -tls1_3 -requestCAfile "$keys/ca.pem" -cert "$keys/client.pem" -key "$keys/client.key" -keylogfile "$here/keys.log"
