#!/usr/bin/env bash
# The policy mozilla-intermediate. The server name of each connection says which rules it breaks. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap
server_extensions=${server_extensions/DNS:server.example/DNS:*.server.example,DNS:*.cipher-suites.server.example,DNS:*.groups.server.example}

authority root "Lab Root"
keykind=rsa2048 authority rsaroot "RSA Root"
until="336 days" certificate server root server.example "$server_extensions"
until="337 days" certificate longer root server.example "$server_extensions"
keykind=rsa2048 certificate rsa rsaroot server.example "$server_extensions"
keykind=rsa1024 certificate rsa1024 rsaroot server.example "$server_extensions"
keykind=rsa2048 md=sha384 certificate sha384 rsaroot server.example "$server_extensions"
md=sha1 certificate oldclient rsaroot client.example "$client_extensions"

# as NAME CERTIFICATE [SERVER_OPTIONS] -- CLIENT_OPTIONS
as() {
  sni="-servername $1.server.example"
  shift
  visit "$@"
}

everything() {
  as complies server -- -tls1_3 -groups X25519
  as complies server -- -tls1_2
  as complies rsa -- -tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305
  as complies rsa -Verify 2 -CAfile "$work/rsaroot.pem" -- -tls1_3 -cert "$work/oldclient.pem" -key "$work/oldclient.key"
  as versions.cipher-suites server -- -tls1_1
  as cipher-suites rsa -- -tls1_2 -cipher ECDHE-RSA-AES128-SHA256
  as cipher-suites.groups rsa -- -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256
  as groups server -groups P-521 -- -tls1_2 -groups P-521:P-256
  as certificate-keys rsa1024 -- -tls1_3
  as certificate-signatures sha384 -- -tls1_3
  as max-certificate-days longer -- -tls1_3
}
visits everything
