# wolfSSL: source wolfssl.sh VERSION SUITE [OPTION...], VERSION is tls1_2 or dtls1_2, the suite by wolfSSL's name. See suite.sh and wolfssl.c. Needs libwolfssl-dev and a C compiler.
version=$1 cipher=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"
options=("${@:3}")
case $version in
  dtls*) filter=udp ;;
esac

gcc -O1 -o "$work/wolfssl" "$tools/stacks/wolfssl.c" -lwolfssl

wolfssl_case() {
  start_recording
  inside timeout 20 "$work/wolfssl" "$version" "$cipher" "$port" "$keys" "$here/keys.log" "${options[@]}" >"$work/client.log" 2>&1 || true
  stop_recording
}

record wolfssl_case
answered "$work/client.log"
opened keylog
