#!/usr/bin/env bash
# OCSP responses whose time has passed: for a certificate that demands one, in TLS 1.3 and 1.2; for another; and a fresh one of the same server. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
certificate demanding root server.example "$server_extensions"$'\ntlsfeature=status_request'
certificate plain root server.example "$server_extensions"
for name in demanding plain; do
  known $name root V ""
  staple $name root $name-fresh.der
  minutes=1 staple $name root $name-stale.der
done
sleep 65

everything() {
  local root=(-cert_chain "$work/root.pem")
  visit demanding "${root[@]}" -status_file "$work/demanding-stale.der" -- -tls1_3 -status
  visit demanding "${root[@]}" -status_file "$work/demanding-stale.der" -- -tls1_2 -status
  visit plain "${root[@]}" -status_file "$work/plain-stale.der" -- -tls1_3 -status
  visit demanding "${root[@]}" -status_file "$work/demanding-fresh.der" -- -tls1_3 -status
  visit plain "${root[@]}" -status_file "$work/plain-fresh.der" -- -tls1_2 -status
}
visits everything
