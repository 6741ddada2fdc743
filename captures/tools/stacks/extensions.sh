# Extensions that OpenSSL does not know, which a program of its own adds: source extensions.sh VERSION [damaged|retry|none]. See extensions.c and
# extensions.py. Needs libssl-dev and a C compiler.
version=$1 damaged=${2:-}
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

gcc -O1 -Wall -o "$work/extensions" "$tools/stacks/extensions.c" -lssl -lcrypto
: >"$work/table"
[ "$damaged" = none ] || python3 "$tools/stacks/extensions.py" $damaged >"$work/table"

# The stapled response: the certificate is good.
subject=$(openssl x509 -in "$keys/server.pem" -noout -subject -nameopt compat | sed 's/^subject= *//')
serial=$(openssl x509 -in "$keys/server.pem" -noout -serial | cut -d= -f2)
printf 'V\t491231235959Z\t\t%s\tunknown\t%s\n' "$serial" "$subject" >"$work/index"
openssl ocsp -index "$work/index" -CA "$keys/ca.pem" -rsigner "$keys/ca.pem" -rkey "$keys/ca.key" -issuer "$keys/ca.pem" -cert "$keys/server.pem" \
  -resp_no_certs -ndays 7 -respout "$work/status.der" >"$work/ocsp.log" 2>&1

extensions_case() {
  start_recording
  inside timeout 20 "$work/extensions" "$port" "$keys" "$here/keys.log" "$version" "$work/table" "$work/status.der" >"$work/client.log" 2>&1 || true
  stop_recording
}

record extensions_case
answered "$work/client.log"
opened keylog
