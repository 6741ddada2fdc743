#!/usr/bin/env bash
# A clean lab PKI: a root of its own, which only its clients have; an intermediate; TLS 1.2 and 1.3, and mutual TLS. Nothing in it is worth more than info. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
# The settings of a plain installation: a clean client offers no weak suites.
unset OPENSSL_CONF
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
authority intermediate "Lab Intermediate" root
certificate server intermediate server.example "$server_extensions"
certificate direct root server.example "$server_extensions"
certificate client intermediate client.example "$client_extensions"
chain issuers.pem intermediate
chain trusted.pem root

everything() {
  visit server -cert_chain "$work/issuers.pem" -- -tls1_3
  visit server -cert_chain "$work/issuers.pem" -- -tls1_2
  visit direct -- -tls1_2
  visit server -cert_chain "$work/issuers.pem" -Verify 2 -CAfile "$work/trusted.pem" -- -tls1_3 -cert "$work/client.pem" -key "$work/client.key" -cert_chain "$work/issuers.pem"
}
visits everything
