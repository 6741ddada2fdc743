#!/usr/bin/env bash
# The server's certificate describes its owner as EV certificates do: place of incorporation, business category, and attributes without a short name. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

cat >"$work/ev.cnf" <<'CNF'
oid_section = oids
[oids]
ownAttribute = 1.3.6.1.4.1.32473.1
[req]
prompt = no
utf8 = yes
string_mask = utf8only
distinguished_name = subject
x509_extensions = extensions
[subject]
jurisdictionC = US
jurisdictionST = Delaware
jurisdictionL = Wilmington
businessCategory = Private Organization
serialNumber = 5157550
C = DE
O = Example, Inc.
organizationIdentifier = NTRDE-HRB 123456
ownAttribute = not registered + own
CN = server.example
[extensions]
subjectAltName = DNS:server.example
CNF
certificate=$work/ev.pem
OPENSSL_CONF= openssl req -x509 -new -key "$keys/server.key" -config "$work/ev.cnf" -days 7300 -sha256 -out "$certificate"
record openssl_case -no_ticket -- -tls1_2 -cipher AES128-GCM-SHA256
