#!/usr/bin/env bash
# The first client does not look at the server's certificate, and the second accepts it. The clock of the third is two years ahead, so that it refuses the same certificate with certificate_expired. OpenSSL 3.0, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/authority.sh"
arguments capture.pcap

authority root "Test Root"
certificate valid root server.example "$server_extensions"
certificate=$work/valid.pem key=$work/valid.key
record openssl_clients -tls1_2 -- -servername server.example -- -servername server.example -CAfile "$work/root.pem" -verify_return_error -- -servername server.example -CAfile "$work/root.pem" -verify_return_error -attime "$(date -d '2 years' +%s)"
