# NSS's selfserv and tstclnt over TLS 1.3: source nss.sh [CLIENT_OPTION...], with server_options as an array. See suite.sh and nss-secrets.c.
# Needs libnss3-tools, libnss3-dev and a C compiler.
client_options=("$@")
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

gcc -shared -fPIC -O1 -I/usr/include/nss -I/usr/include/nspr -o "$work/secrets.so" "$tools/stacks/nss-secrets.c" -lssl3 -lnss3

nss_case() {
  openssl pkcs12 -export -in "$keys/server.pem" -inkey "$keys/server.key" -name server -passout pass:secret -out "$work/server.p12"
  openssl pkcs12 -export -in "$keys/client.pem" -inkey "$keys/client.key" -name client -passout pass:secret -out "$work/client.p12"
  mkdir "$work/database"
  certutil -N -d "sql:$work/database" --empty-password
  pk12util -i "$work/server.p12" -d "sql:$work/database" -W secret >/dev/null
  pk12util -i "$work/client.p12" -d "sql:$work/database" -W secret >/dev/null
  certutil -A -n authority -t CT,C, -i "$keys/ca.pem" -d "sql:$work/database"
  run_server selfserv -n server -p "$port" -d "sql:$work/database" -v "${server_options[@]}"
  start_recording
  { request ""; sleep 1; } | SECRETS=$work/secrets LD_PRELOAD=$work/secrets.so inside timeout 10 tstclnt -4 -h 127.0.0.1 -a server.example -p "$port" -d "sql:$work/database" -o "${client_options[@]}" >"$work/client.log" 2>&1 || true
  stop_recording
}

record nss_case
hello='HTTP/1.0 200 OK' answered "$work/client.log"
opened keylog
random=$(tshark -r "$here/capture.pcap" -Y 'tls.handshake.type == 1' -T fields -e tls.handshake.random 2>/dev/null | head -1)
sed "s/RANDOM/$random/" "$work/secrets" >"$here/keys.log"
