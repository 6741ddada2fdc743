#!/usr/bin/env bash
# The authority, the servers' and the clients' keys and certificates that the captures use. Existing files are kept: new keys would make every capture new.
set -euo pipefail
cd "$(dirname "$0")"
days=7300

authority() {
  [ ! -f ca.key ] || return 0
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days $days -subj "/O=TlsDissect/CN=TlsDissect Test CA" -sha256
}

certify() { # NAME SUBJECT EXTENSIONS KEY_OPTIONS...
  local name=$1 subject=$2 extensions=$3
  shift 3
  [ ! -f "$name.key" ] || return 0
  openssl req -newkey "$@" -nodes -keyout "$name.key" -out "$name.csr" -subj "$subject"
  openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -out "$name.pem" -days $days -sha256 -extfile <(printf '%s\n' "$extensions")
  rm "$name.csr"
}

authority
certify server "/O=TlsDissect/CN=server.example" "subjectAltName=DNS:server.example,DNS:www.server.example,IP:127.0.0.1" rsa:2048
certify other "/O=TlsDissect/CN=other.example" "subjectAltName=DNS:other.example" rsa:2048
certify client "/O=TlsDissect/CN=client" "extendedKeyUsage=clientAuth" rsa:2048
certify ecdsa "/O=TlsDissect/CN=ecdsa.example" "subjectAltName=DNS:server.example" ec -pkeyopt ec_paramgen_curve:prime256v1

# For the suites that need another kind of key. 1024 bits of DSA and 512 of RSA are what the suites' own time, and its export law, used.
san=subjectAltName=DNS:server.example
[ -f dsa.key ] || openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -pkeyopt dsa_paramgen_q_bits:160 -out dsa.param
certify dsa "/O=TlsDissect/CN=dsa.example" $san dsa:dsa.param
certify rsa512 "/O=TlsDissect/CN=rsa512.example" $san rsa:512
certify rsapss "/O=TlsDissect/CN=rsapss.example" $san rsa-pss -pkeyopt rsa_keygen_bits:2048
certify ed25519 "/O=TlsDissect/CN=ed25519.example" $san ed25519
certify ed448 "/O=TlsDissect/CN=ed448.example" $san ed448
certify client-ecdsa "/O=TlsDissect/CN=client-ecdsa" extendedKeyUsage=clientAuth ec -pkeyopt ec_paramgen_curve:prime256v1
certify client-ed25519 "/O=TlsDissect/CN=client-ed25519" extendedKeyUsage=clientAuth ed25519
certify client-rsapss "/O=TlsDissect/CN=client-rsapss" extendedKeyUsage=clientAuth rsa-pss -pkeyopt rsa_keygen_bits:2048
certify client-dsa "/O=TlsDissect/CN=client-dsa" extendedKeyUsage=clientAuth dsa:dsa.param

# Parameters that OpenSSL 1.0 reads, for ephemeral Diffie-Hellman.
[ -f dh1024.pem ] || openssl dhparam -out dh1024.pem 1024

# Static Diffie-Hellman: the certificate holds a key that can only agree. RSA signs for DH_RSA and ECDH_RSA (ecdsa.pem is one), DSA for DH_DSS, ECDSA for ECDH_ECDSA.
agree() { # NAME ISSUER
  [ ! -f "$1.pem" ] || return 0
  openssl pkey -in "$1.key" -pubout -out agree.pub
  openssl req -new -key "$2.key" -subj "/O=TlsDissect/CN=$1" -out agree.csr
  openssl x509 -req -in agree.csr -force_pubkey agree.pub -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -out "$1.pem" -days $days -sha1 -extfile <(echo $san)
  rm agree.pub agree.csr
}
for name in dh-rsa dh-dss; do [ -f $name.key ] || openssl genpkey -paramfile dh1024.pem -out $name.key; done
[ -f ecdh-ecdsa.key ] || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out ecdh-ecdsa.key
agree dh-rsa ca
agree dh-dss dsa
agree ecdh-ecdsa ecdsa
rm -f ./*.srl ./*.param

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
lines 79 >www/small.txt
