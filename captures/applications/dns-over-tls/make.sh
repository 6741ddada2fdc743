#!/usr/bin/env bash
# DNS over TLS: kdig 3.2 asks unbound 1.17 for an address. No ALPN; the query names the protocol. Decrypted with a key log.
port=853
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log" "$here/server.key"

traffic() {
  cat >"$work/unbound.conf" <<TEXT
server:
  interface: 127.0.0.1@$port
  tls-service-key: "$work/server.key"
  tls-service-pem: "$work/server.pem"
  chroot: ""
  username: ""
  directory: "$work"
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  local-zone: "example." static
  local-data: "server.example. 3600 IN A 192.0.2.1"
remote-control:
  control-enable: no
TEXT
  run_server unbound -c "$work/unbound.conf"
  start_recording
  SSLKEYLOGFILE=$here/keys.log inside timeout 10 kdig @127.0.0.1 -p "$port" +tls-ca="$keys/ca.pem" +tls-hostname=server.example server.example A >"$work/client.log"
  stop_recording
}

record traffic
grep -q '192.0.2.1' "$work/client.log"
