#!/usr/bin/env bash
# The server's certificate has expired. The first client refuses it with certificate_expired; the second does not look. OpenSSL 3.0, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/authority.sh"
arguments capture.pcap

authority root "Test Root"
from="-40 days" until="-10 days" certificate expired root server.example "$server_extensions"
certificate=$work/expired.pem key=$work/expired.key
record openssl_clients -tls1_2 -- -servername server.example -CAfile "$work/root.pem" -verify_return_error -- -servername server.example
