#!/usr/bin/env bash
# OCSP responses for the server's certificate and for the intermediate, each in the extension of its certificate. Both are good. TLS 1.3, GnuTLS 3.7, both sides.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
authority intermediate "Lab Intermediate" root
certificate server intermediate server.example "$server_extensions"
known server intermediate V ""
known intermediate root V ""
staple server intermediate server.der
staple intermediate root intermediate.der
chain whole.pem server intermediate root
everything() {
  export SSLKEYLOGFILE=$here/keys.log
  run_server gnutls-serv --http --port "$port" --priority NORMAL:-VERS-ALL:+VERS-TLS1.3 --x509certfile "$work/whole.pem" --x509keyfile "$work/server.key" \
    --noticket --ocsp-response "$work/server.der" --ocsp-response "$work/intermediate.der"
  { request ""; sleep 0.5; } | inside timeout 10 gnutls-cli --priority NORMAL:-VERS-ALL:+VERS-TLS1.3 --insecure --sni-hostname server.example -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
}
visits everything
