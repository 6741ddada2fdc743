# GnuTLS's gnutls-serv and gnutls-cli: source gnutls.sh VERSION PRIORITY, e.g. tls1_2 +ECDHE-PSK:+3DES-CBC:+SHA1. See suite.sh.
version=$1 parts=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

declare -A versions=([tls1]=TLS1.0 [tls1_1]=TLS1.1 [tls1_2]=TLS1.2 [tls1_3]=TLS1.3)
priority=NONE:+VERS-${versions[$version]}:+COMP-NULL:+SIGN-ALL:+SIGN-DSA-SHA1:+SIGN-DSA-SHA256:+GROUP-ALL:+CTYPE-ALL:%ALLOW_SMALL_RECORDS:%VERIFY_ALLOW_BROKEN:$parts
how=keylog key=$keys/server.key server=() client=()
case $parts in
  *DSS*) server+=(--x509certfile "$keys/dsa.pem" --x509keyfile "$keys/dsa.key") ;;
  *ECDSA*) server+=(--x509certfile "$keys/ecdsa.pem" --x509keyfile "$keys/ecdsa.key") ;;
  *) server+=(--x509certfile "$keys/server.pem" --x509keyfile "$keys/server.key") ;;
esac
case $parts in
  *PSK*)
    echo "$identity:$psk" >"$work/passwords"
    server+=(--pskpasswd "$work/passwords") client+=(--pskusername $identity --pskkey $psk)
    ;;
  *SRP*)
    # srptool would read the password from a terminal. OpenSSL's verifiers have the same format; group 2 has 1536 bits.
    srptool --create-conf "$work/parameters" >/dev/null
    : >"$work/verifier"
    openssl srp -srpvfile "$work/verifier" -add -gn 1536 -passout pass:secret $identity >/dev/null
    awk -F'\t' '{ print $4 ":" $2 ":" $3 ":2" }' "$work/verifier" >"$work/passwords"
    server+=(--srppasswd "$work/passwords" --srppasswdconf "$work/parameters") client+=(--srpusername $identity --srppasswd secret)
    ;;
esac
case $parts in
  +RSA-PSK:*) how=rsa_psk ;;
  +PSK:*) how=psk ;;
  +RSA:*) how=rsa ;;
esac

gnutls_suite() {
  run_server gnutls-serv --http --port "$port" --priority "$priority" "${server[@]}" --noticket
  start_recording
  { request ""; sleep 0.5; } | SSLKEYLOGFILE=$work/keys.log inside timeout 10 gnutls-cli --insecure --no-ca-verification --priority "$priority" --sni-hostname server.example \
    "${client[@]}" -p "$port" 127.0.0.1 >"$work/client.log" 2>&1 || true
  stop_recording
}

record gnutls_suite
hello='HTTP/1.0 200 OK' answered "$work/client.log"
opened $how
case $how in
  keylog) cp "$work/keys.log" "$here/keys.log" ;;
  rsa_psk) cp "$work/keys.log" "$here/oracle.log" ;;
esac
