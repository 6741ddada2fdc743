# NSS over DTLS 1.3, both sides: source nss-dtls.sh [OPTION...], with $deeds for a relay in between, as datagram-relay.py has them.
# See nss-dtls.c. Needs libnss3-tools, libnss3-dev, python3-cryptography and a C compiler.
options=("$@")
source "$(dirname "${BASH_SOURCE[0]}")/../dtls.sh"

gcc -rdynamic -O1 -I/usr/include/nss -I/usr/include/nspr -o "$work/nss-dtls" "$tools/stacks/nss-dtls.c" -lssl3 -lnss3 -lnspr4

nss_case() {
  local side
  mkdir "$work/database"
  certutil -N -d "sql:$work/database" --empty-password
  for side in server client; do
    openssl pkcs12 -export -in "$keys/${!side:-$side}.pem" -inkey "$keys/${!side:-$side}.key" -name $side -passout pass:secret -out "$work/$side.p12"
    pk12util -i "$work/$side.p12" -d "sql:$work/database" -W secret >/dev/null
  done
  [ -z "${deeds:-}" ] || start_relay $deeds
  start_recording
  TO=${to:-$port} inside timeout 30 "$work/nss-dtls" "$port" "sql:$work/database" "$work/secrets" "${options[@]}" >"$work/client.log" 2>&1
  stop_recording
}

record nss_case
note_printed
opened keylog
cp "$work/secrets" "$here/keys.log"
connection=1
for random in $(tshark -r "$here/capture.pcap" -Y 'dtls.handshake.type == 1' -T fields -e dtls.handshake.random 2>/dev/null | awk '!seen[$0]++'); do
  sed -i "s/RANDOM$connection /$random /" "$here/keys.log"
  connection=$((connection + 1))
done
python3 "$tools/decrypt-dtls13.py" "$here/capture.pcap" "$here/keys.log" | diff - "$here/sent.txt"
