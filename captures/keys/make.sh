#!/usr/bin/env bash
# The authority, the server's and the client's key and certificate that the captures use. Run once: new keys make every capture new.
set -euo pipefail
cd "$(dirname "$0")"
days=7300

authority() {
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days $days -subj "/O=TlsDissect/CN=TlsDissect Test CA" -sha256
}

certify() { # NAME SUBJECT EXTENSIONS KEY_OPTIONS...
  local name=$1 subject=$2 extensions=$3
  shift 3
  openssl req -newkey "$@" -nodes -keyout "$name.key" -out "$name.csr" -subj "$subject"
  openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -out "$name.pem" -days $days -sha256 -extfile <(printf '%s\n' "$extensions")
  rm "$name.csr"
}

authority
certify server "/O=TlsDissect/CN=server.example" "subjectAltName=DNS:server.example,DNS:www.server.example,IP:127.0.0.1" rsa:2048
certify other "/O=TlsDissect/CN=other.example" "subjectAltName=DNS:other.example" rsa:2048
certify client "/O=TlsDissect/CN=client" "extendedKeyUsage=clientAuth" rsa:2048
certify ecdsa "/O=TlsDissect/CN=ecdsa.example" "subjectAltName=DNS:server.example" ec -pkeyopt ec_paramgen_curve:prime256v1
rm -f ca.srl

mkdir -p www
cat >www/hello.html <<'HTML'
<!DOCTYPE html>
<title>Hello</title>
<h1>Hello from inside TLS</h1>
<p>If you can read this in a capture, you hold the key.</p>
HTML
lines() { seq -f 'line %06.0f of the large file, so that a hole can be told from its neighbours' 0 "$1"; }
lines 4199 >www/large.txt
lines 511 >www/medium.txt
