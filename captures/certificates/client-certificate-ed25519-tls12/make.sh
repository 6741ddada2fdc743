#!/usr/bin/env bash
# A client certificate with an Ed25519 key and a valid CertificateVerify. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_case -Verify 1 -CAfile "$keys/ca.pem" -- -tls1_2 -cert "$keys/client-ed25519.pem" -key "$keys/client-ed25519.key" -keylogfile "$here/keys.log"
