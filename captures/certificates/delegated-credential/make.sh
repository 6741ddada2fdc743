#!/usr/bin/env bash
# A delegated credential (RFC 9345): CertificateVerify is signed with a key valid for an hour, which the certificate's key signed. TLS 1.3; decrypted with a key log. BoringSSL of Android 13 is the server, NSS 3.87 the client.
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/stacks/suite.sh"

traffic() {
  # A credential is valid for at most a week from now; its validity counts from the certificate's notBefore.
  mkdir "$work/keys"
  cp -r "$keys/www" "$work/keys/"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$work/keys/delegation.key" -out "$work/request.pem" -subj "/O=TlsDissect/CN=server.example" 2>/dev/null
  openssl x509 -req -in "$work/request.pem" -CA "$keys/ca.pem" -CAkey "$keys/ca.key" -set_serial 77 -out "$work/keys/delegation.pem" -days 30 -sha256 -extfile \
    <(printf 'subjectAltName=DNS:server.example\nkeyUsage=critical,digitalSignature\n1.3.6.1.4.1.44363.44=ASN1:NULL\n') 2>/dev/null

  local libraries=/usr/lib/x86_64-linux-gnu/android
  gcc -O1 -o "$work/boringssl" -I/usr/include/android "$tools/stacks/boringssl.c" -L$libraries -Wl,-rpath,$libraries -l:libssl.so.0 -l:libcrypto.so.0 -lz -lbrotlienc -lbrotlidec
  gcc -shared -fPIC -O1 -I/usr/include/nss -I/usr/include/nspr -o "$work/secrets.so" "$tools/stacks/nss-secrets.c" -lssl3 -lnss3
  mkdir "$work/database"
  certutil -N -d "sql:$work/database" --empty-password
  certutil -A -n authority -t CT,C, -i "$keys/ca.pem" -d "sql:$work/database"
  run_server "$work/boringssl" "$port" "$work/keys" /dev/null delegated serve
  start_recording
  { request; sleep 1; } | SECRETS=$work/secrets LD_PRELOAD=$work/secrets.so inside timeout 10 tstclnt -4 -h 127.0.0.1 -a server.example -p "$port" -d "sql:$work/database" -B -V tls1.3:tls1.3 >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
answered "$work/client.log" "$work/server.log"
opened keylog
random=$(tshark -r "$here/capture.pcap" -Y 'tls.handshake.type == 1' -T fields -e tls.handshake.random 2>/dev/null | head -1)
sed "s/RANDOM/$random/" "$work/secrets" >"$here/keys.log"
