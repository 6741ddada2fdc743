# Mbed TLS: source mbedtls.sh VERSION SUITE [OPTION...], the suite by Mbed TLS's name. See suite.sh and mbedtls.c. Needs libmbedtls-dev and a C compiler.
version=$1 cipher=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"
options=("${@:3}")
case $version in
  dtls*) filter=udp ;;
esac

how=keylog key=$keys/server.key
case $cipher in
  TLS-RSA-WITH-*) how=rsa ;;
esac
gcc -O1 -o "$work/mbedtls" "$tools/stacks/mbedtls.c" -lmbedtls -lmbedx509 -lmbedcrypto

mbedtls_case() {
  start_recording
  inside timeout 20 "$work/mbedtls" "$version" "$cipher" "$port" "$keys" "$work/keys.log" "${options[@]}" >"$work/client.log" 2>&1 || true
  stop_recording
}

record mbedtls_case
answered "$work/client.log"
opened $how
[ $how = rsa ] || cp "$work/keys.log" "$here/keys.log"
