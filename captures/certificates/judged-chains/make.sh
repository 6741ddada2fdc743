#!/usr/bin/env bash
# Chains: self-signed, without the intermediate (once told by its own issuer, once by another certificate), in the wrong order, with the root sent, an authority's certificate as the server's. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
authority intermediate "Lab Intermediate" root
authority_key="authorityKeyIdentifier=keyid,issuer:always"
certificate own own server.example "$server_extensions"
certificate server intermediate server.example "$server_extensions"
certificate named intermediate server.example "$server_extensions"$'\n'"$authority_key"
certificate ca root server.example "${authority_extensions/keyCertSign/digitalSignature,keyCertSign}"$'\n'subjectAltName=DNS:server.example
chain disorder.pem root intermediate
chain whole.pem intermediate root

everything() {
  visit own -- -tls1_2
  visit named -- -tls1_2
  visit server -cert_chain "$work/root.pem" -- -tls1_2
  visit server -cert_chain "$work/disorder.pem" -- -tls1_2
  visit server -cert_chain "$work/whole.pem" -- -tls1_2
  visit ca -- -tls1_2
}
visits everything
