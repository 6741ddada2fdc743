#!/usr/bin/env bash
# The same without a key: only the length of the server's last record suggests that it is an alert. TLS 1.3, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

record openssl_case -Verify 1 -verify_return_error -CAfile "$keys/other.pem" -- -tls1_3 -cert "$keys/client.pem" -key "$keys/client.key"
