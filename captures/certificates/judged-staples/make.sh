#!/usr/bin/env bash
# OCSP responses of the server: good, revoked, unknown, by a delegated responder, by a stranger, none for a certificate that demands one; TLS 1.2 and 1.3. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
authority other "Other Root"
responder=$'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning'
certificate responder root "Lab Responder" "$responder"
certificate stranger other "Strange Responder" "$responder"
demanding=$server_extensions$'\ntlsfeature=status_request'
for name in good revoked unknown; do certificate $name root server.example "$demanding"; done
known good root V ""
known revoked root R "$(date -u -d '-2 days' +%y%m%d%H%M%SZ),keyCompromise"
staple good root good.der
staple good root delegated.der responder
staple good root strange.der stranger
staple revoked root revoked.der
staple unknown root unknown.der
cp "$work/good.der" "$work/delegated.der" "$work/revoked.der" "$here/"
cp "$work/root.pem" "$here/"

everything() {
  local root=(-cert_chain "$work/root.pem")
  visit good "${root[@]}" -status_file "$work/good.der" -- -tls1_2 -status
  visit good "${root[@]}" -status_file "$work/delegated.der" -- -tls1_2 -status
  visit good "${root[@]}" -status_file "$work/strange.der" -- -tls1_2 -status
  visit good -status_file "$work/good.der" -- -tls1_2 -status
  visit revoked "${root[@]}" -status_file "$work/revoked.der" -- -tls1_2 -status
  visit revoked "${root[@]}" -status_file "$work/revoked.der" -- -tls1_3 -status
  visit unknown "${root[@]}" -status_file "$work/unknown.der" -- -tls1_3 -status
  visit good "${root[@]}" -- -tls1_2 -status
  visit good "${root[@]}" -- -tls1_2
}
visits everything
