#!/usr/bin/env bash
# Timestamps of certificate transparency logs, in the certificate and in an extension of the ServerHello. The logs are invented. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

# sct LOG MILLISECONDS: a SerializedSCT in hex, with a signature of the right form.
sct() {
  local body
  body=00$(printf '%s' "$1" | sha256sum | cut -d' ' -f1)$(printf '%016x' "$2")0000$(printf '0403%04x' 8)3006020101020101
  printf '%04x%s' $((${#body} / 2)) "$body"
}
list() { local all; all=$(printf '%s' "$@"); printf '%04x%s' $((${#all} / 2)) "$all"; }
now=$(date +%s)000
embedded=$(list "$(sct one "$now")" "$(sct two "$now")")
sent=$(list "$(sct three "$now")")
authority root "Lab Root"
certificate server root server.example "$server_extensions"$'\n'"1.3.6.1.4.1.11129.2.4.2=DER:04$(printf '81%02x' $((${#embedded} / 2)))$embedded"
{
  echo "-----BEGIN SERVERINFO FOR signed_certificate_timestamp-----"
  printf '0012%04x%s' $((${#sent} / 2)) "$sent" | xxd -r -p | base64 -w 64
  echo "-----END SERVERINFO FOR signed_certificate_timestamp-----"
} >"$work/serverinfo.pem"

everything() {
  visit server -cert_chain "$work/root.pem" -serverinfo "$work/serverinfo.pem" -- -tls1_2 -serverinfo 18
  visit server -- -tls1_2
}
visits everything
