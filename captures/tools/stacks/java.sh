# Java's TLS implementation (JSSE): source java.sh VERSION SUITE, the suite by Java's name. See suite.sh and Jsse.java.
version=$1 cipher=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

declare -A versions=([ssl3]=SSLv3 [tls1]=TLSv1 [tls1_1]=TLSv1.1 [tls1_2]=TLSv1.2)
certificate=$keys/server.pem key=$keys/server.key
case $cipher in
  *ECDSA*) certificate=$keys/ecdsa.pem key=$keys/ecdsa.key ;;
  *DSS*) certificate=$keys/dsa.pem key=$keys/dsa.key ;;
esac

java_case() {
  openssl pkcs12 -export -inkey "$key" -in "$certificate" -name server -passout pass:secret -out "$work/store.p12"
  start_recording
  inside timeout 20 java --add-opens java.base/sun.security.ssl=ALL-UNNAMED "$tools/stacks/Jsse.java" "${versions[$version]}" "$cipher" "$port" "$keys" "$work/store.p12" "$work/master" >"$work/client.log" 2>&1 || true
  stop_recording
}

# With opened=rsa the server's key decrypts it, and there is no key log.
record java_case
answered "$work/client.log"
opened ${opened:-keylog}
[ -z "${opened:-}" ] || return 0
random=$(tshark -r "$here/capture.pcap" -Y 'tls.handshake.type == 1' -T fields -e tls.handshake.random 2>/dev/null | head -1)
echo "CLIENT_RANDOM $random $(cat "$work/master")" >"$here/keys.log"
