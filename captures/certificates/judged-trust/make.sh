#!/usr/bin/env bash
# Chains to check with --ca root.pem: one of the given authority, one of another, a self-signed one, one with a forged intermediate. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap
printf "%s\n" --ca root.pem >"$here/text-options"

authority root "Lab Root"
authority intermediate "Lab Intermediate" root
authority other "Other Root"
authority forged "Lab Intermediate" other
certificate server intermediate server.example "$server_extensions"
certificate alien other server.example "$server_extensions"
certificate own own server.example "$server_extensions"
certificate cheat forged server.example "$server_extensions"
chain issuers.pem intermediate
cp "$work/root.pem" "$here/"

everything() {
  visit server -cert_chain "$work/issuers.pem" -- -tls1_2
  visit alien -- -tls1_2
  visit own -- -tls1_2
  visit cheat -cert_chain "$work/issuers.pem" -- -tls1_2
  visit server -- -tls1_2
}
visits everything
