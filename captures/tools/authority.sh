# Shared by the cases that judge certificates: authorities, certificates for any time and use, and visits to servers that have them.
# Several connections go into one capture. Sourced after lib.sh.

cat >"$work/authority.cnf" <<CNF
[ca]
default_ca = authority
[authority]
database = $work/index.txt
new_certs_dir = $work
unique_subject = no
rand_serial = yes
policy = any
copy_extensions = none
[any]
organizationName = optional
commonName = supplied
[req]
distinguished_name = name
[name]
CNF
: >"$work/index.txt"
plain() { OPENSSL_CONF= openssl "$@" 2>>"$work/openssl.log"; }

# stamp WHEN: a time for openssl, as in "30 days".
stamp() { date -u -d "$1" +%Y%m%d%H%M%SZ; }

# A clean certificate of a server, an authority, a client.
server_extensions=$'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:server.example'
authority_extensions=$'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash'
client_extensions=$'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth'

# certificate NAME ISSUER SUBJECT EXTENSIONS: $work/NAME.pem and .key; its own issuer if ISSUER is NAME.
# Settings: from, until (as "-1 day"), md, curve or keykind.
certificate() {
  local name=$1 issuer=$2 subject=$3 extensions=$4
  [ -f "$work/$name.key" ] ||
    if [ -n "${keykind:-}" ]; then plain genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:${keykind#rsa}" -out "$work/$name.key"
    else plain genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:${curve:-prime256v1}" -out "$work/$name.key"; fi
  plain req -new -config "$work/authority.cnf" -key "$work/$name.key" -subj "/O=TlsDissect/CN=$subject" -out "$work/$name.csr"
  printf '%s\n' "$extensions" >"$work/$name.ext"
  local sign=(-cert "$work/$issuer.pem")
  [ "$issuer" != "$name" ] || sign=(-selfsign)
  plain ca -batch -notext -config "$work/authority.cnf" "${sign[@]}" -keyfile "$work/$issuer.key" -in "$work/$name.csr" -out "$work/$name.pem" \
    -startdate "$(stamp "${from:--30 days}")" -enddate "$(stamp "${until:-60 days}")" -md "${md:-sha256}" -extfile "$work/$name.ext"
}

# authority NAME SUBJECT [ISSUER]: a root, or an intermediate.
authority() { from="-400 days" until="3000 days" certificate "$1" "${3:-$1}" "$2" "$authority_extensions"; }

# revoke NAME ISSUER / known NAME ISSUER: for `staple`.
known() {
  local serial status=$3
  serial=$(plain x509 -noout -serial -in "$work/$1.pem" | cut -d= -f2)
  printf '%s\t%s\t%s\t%s\tunknown\t/CN=%s\n' "$status" "$(date -u -d '60 days' +%y%m%d%H%M%SZ)" "$4" "$serial" "$1" >>"$work/$2.txt"
}

# staple NAME ISSUER RESPONSE [RESPONDER]: an OCSP response about a certificate in $work/RESPONSE. Settings: ndays or minutes that it is good.
staple() {
  local good=(-ndays "${ndays:-7}")
  [ -z "${minutes:-}" ] || good=(-nmin "$minutes")
  touch "$work/$2.txt"
  plain ocsp -index "$work/$2.txt" -CA "$work/$2.pem" -issuer "$work/$2.pem" -rsigner "$work/${4:-$2}.pem" -rkey "$work/${4:-$2}.key" \
    -cert "$work/$1.pem" "${good[@]}" -respout "$work/$3" -noverify -text >/dev/null
}

# chain FILE NAME...: the certificates in one file, in this order.
chain() {
  local file=$1
  shift
  : >"$work/$file"
  for name in "$@"; do cat "$work/$name.pem" >>"$work/$file"; done
}

# visit NAME SERVER_OPTIONS -- CLIENT_OPTIONS: one GET from a server that has the certificate NAME.
visit() {
  local name=$1 server_options=() client_options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do server_options+=("$1"); shift; done
  [ $# -gt 0 ] && shift
  client_options=("$@")
  run_server openssl s_server -accept "$port" -cert "$work/$name.pem" -key "$work/$name.key" -WWW -no_ticket "${server_options[@]}"
  request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" ${sni--servername server.example} -ign_eof \
    -keylogfile "$here/keys.log" "${client_options[@]}" >>"$work/client.log" 2>&1 || true
  kill "$server"
  wait "$server" 2>/dev/null || true
}

# visits FUNCTION: records what the function makes: visits.
visits() {
  : >"$here/keys.log"
  ip netns add "$ns"
  ip -n "$ns" link set lo up mtu 1500 gso_max_segs 1
  start_recording
  "$@"
  stop_recording
}
