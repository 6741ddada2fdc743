#!/usr/bin/env bash
# Certificates that had expired, are not valid yet, expire in 29 and in 31 days, are issued for 398 and 399 days; and one of an expired intermediate. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
from="-60 days" until="-1 day" certificate expired root server.example "$server_extensions"
from="1 day" until="60 days" certificate early root server.example "$server_extensions"
until="29 days" certificate soon root server.example "$server_extensions"
until="31 days" certificate later root server.example "$server_extensions"
from="2026-11-01 00:00:00" until="2027-12-04 00:00:00" certificate days398 root server.example "$server_extensions"
from="2026-11-01 00:00:00" until="2027-12-05 00:00:00" certificate days399 root server.example "$server_extensions"
from="-60 days" until="-1 day" certificate old root "Old Intermediate" "$authority_extensions"
certificate below old server.example "$server_extensions"

everything() {
  for name in expired early soon later days398 days399; do visit $name -- -tls1_2; done
  visit below -cert_chain "$work/old.pem" -- -tls1_2
}
visits everything
