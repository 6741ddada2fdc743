# Java's DTLS implementation (JSSE), both sides, with RSA key exchange, as it has no key log: source java-dtls.sh PROTOCOL SUITE SIZE, the suite by Java's name, SIZE that
# of the largest datagram. See JsseDtls.java.
protocol=$1 suite=$2 size=$3
source "$(dirname "${BASH_SOURCE[0]}")/../dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

java_case() {
  openssl pkcs12 -export -inkey "$keys/server.key" -in "$keys/server.pem" -name server -passout pass:secret -out "$work/store.p12"
  start_recording
  inside timeout 20 java "$tools/stacks/JsseDtls.java" "$protocol" "$suite" "$port" "$work/store.p12" "$size" >"$work/client.log" 2>&1
  stop_recording
}

record java_case
note_printed
