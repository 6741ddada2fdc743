#!/usr/bin/env bash
# Names: another name, a common name only, a wildcard that matches and one that does not, no server name with and without the address in the certificate. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
extensions() { printf '%s' "${server_extensions/DNS:server.example/$1}"; }
certificate other root other.example "$(extensions DNS:other.example,DNS:www.other.example)"
certificate wildcard root x "$(extensions 'DNS:*.lab.example')"
certificate common root server.example "${server_extensions/subjectAltName=DNS:server.example/}"
certificate address root x "$(extensions IP:127.0.0.1)"
certificate server root server.example "$server_extensions"

everything() {
  for name in other common; do visit $name -- -tls1_2; done
  sni="-servername www.lab.example"
  visit wildcard -- -tls1_2
  sni="-servername a.www.lab.example"
  visit wildcard -- -tls1_2
  sni=-noservername
  visit address -- -tls1_2
  visit server -- -tls1_2
}
visits everything
