#!/usr/bin/env bash
# The policy mozilla-modern. The server name of each connection says which rules it breaks. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap
server_extensions=${server_extensions/DNS:server.example/DNS:*.server.example,DNS:*.cipher-suites.server.example}

authority root "Lab Root"
keykind=rsa2048 authority rsaroot "RSA Root"
certificate server root server.example "$server_extensions"
until="61 days" certificate longer root server.example "$server_extensions"
curve=secp384r1 certificate p384 root server.example "$server_extensions"
curve=secp521r1 certificate p521 root server.example "$server_extensions"
keykind=rsa2048 certificate rsa root server.example "$server_extensions"
certificate by-rsa rsaroot server.example "$server_extensions"

# as NAME CERTIFICATE [SERVER_OPTIONS] -- CLIENT_OPTIONS
as() {
  sni="-servername $1.server.example"
  shift
  visit "$@"
}

everything() {
  as complies server -- -tls1_3 -groups X25519
  as complies p384 -- -tls1_3 -groups P-384
  as versions.cipher-suites server -- -tls1_2
  as cipher-suites server -ciphersuites TLS_AES_128_CCM_SHA256 -- -tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256
  as groups server -groups P-521 -- -tls1_3 -groups P-521
  as certificate-keys p521 -- -tls1_3
  as certificate-keys rsa -- -tls1_3
  as certificate-signatures by-rsa -- -tls1_3
  as max-certificate-days longer -- -tls1_3
}
visits everything
