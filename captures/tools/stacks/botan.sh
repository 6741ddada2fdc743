# Botan's tls_server and tls_client over TLS 1.2, with RSA key exchange because Botan writes no key log: source botan.sh CIPHER MAC, by Botan's names. See suite.sh. Needs botan.
cipher=$1 mac=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"
key=$keys/server.key

botan_case() {
  cat >"$work/policy" <<POLICY
allow_tls10 = false
allow_tls11 = false
allow_tls12 = true
ciphers = $cipher
macs = $mac
key_exchange_methods = RSA
signature_methods = IMPLICIT
POLICY
  openssl pkcs8 -topk8 -nocrypt -in "$keys/server.key" -out "$work/server.key"
  run_server botan tls_server "$keys/server.pem" "$work/server.key" --port="$port" --policy="$work/policy" --max-clients=1
  start_recording
  { sleep 0.5; request; sleep 0.5; } | inside timeout 5 botan tls_client 127.0.0.1 --port="$port" --policy="$work/policy" --trusted-cas="$keys/ca.pem" --skip-system-cert-store >"$work/client.log" 2>&1 || true
  stop_recording
}

record botan_case
hello='Handshake complete' answered "$work/client.log"
opened rsa
