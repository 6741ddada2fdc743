#!/usr/bin/env bash
# Markup, control and bidirectional characters in the server name, ALPN, the certificate's names and the data: no output may obey them. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

attack="<img src=x onerror=document.title='owned'>"
cat >"$work/names.cnf" <<END
[req]
distinguished_name = subject
x509_extensions = names
prompt = no
utf8 = yes
[subject]
CN = "</script><script>document.title='owned'</script>"
O = "evil$(printf '\u202e')gro.$(printf '\u0007\u001b')[31m"
[names]
subjectAltName = DNS:"$attack",DNS:server.example
END
openssl req -x509 -new -key "$keys/server.key" -config "$work/names.cnf" -days 7300 -out "$work/names.pem"
certificate=$work/names.pem
path="</script><script>document.title='owned'</script>"

record openssl_case -no_ticket -alpn "$attack" -- -tls1_2 -cipher AES128-GCM-SHA256 -alpn "$attack,h2" -servername "\"--></script>$attack$(printf '\u202e')"
