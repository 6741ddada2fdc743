# OpenSSL's s_server and s_client: source openssl.sh VERSION_OPTION CIPHER, e.g. tls1_2 DHE-DSS-SEED-SHA. See suite.sh.
version=$1 cipher=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

how=keylog server=() client=(-keylogfile "$work/keys.log")
certificate=$keys/server.pem key=$keys/server.key
case $cipher in
  *ECDSA*) certificate=$keys/ecdsa.pem key=$keys/ecdsa.key ;;
  *DSS*) certificate=$keys/dsa.pem key=$keys/dsa.key ;;
esac
case $cipher in
  *PSK*) server+=(-psk $psk -psk_identity $identity) client+=(-psk $psk -psk_identity $identity) ;;
  SRP-*)
    : >"$work/verifier"
    openssl srp -srpvfile "$work/verifier" -add -gn 1024 -passout pass:secret $identity >/dev/null 2>&1 || true
    server+=(-srpvfile "$work/verifier") client+=(-srpuser $identity -srppass pass:secret)
    ;;
esac
case $cipher in
  RSA-PSK-*) how=rsa_psk ;;
  PSK-*) how=psk server+=(-nocert) ;;
  *PSK-* | ADH-* | AECDH-*) server+=(-nocert) ;;
  SRP-AES*) server+=(-nocert) ;;
  ECDHE-* | DHE-* | SRP-*) ;;
  *) how=rsa ;;
esac
[ "$how" = keylog ] && log=keys.log || log=oracle.log
[ "$how" = rsa ] || rm -f "$here/server.key"

record openssl_case -no_ticket "${server[@]}" -- "-$version" -cipher "$cipher" "${client[@]}"
answered "$work/client.log"
opened $how
# tshark also needs only the RSA key.
[ "$how" = rsa ] || [ "$how" = psk ] || grep -v '^#' "$work/keys.log" >"$here/$log"
