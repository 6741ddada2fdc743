#!/usr/bin/env bash
# Telnet with authentication by SSL (RFC 2941, type 7), on port 23: telnet-ssl and telnetd-ssl 0.17.41.
port=23
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  sed 's/^MinProtocol.*/MaxProtocol = TLSv1.2/' "$OPENSSL_CONF" >"$work/openssl.cnf"
  export OPENSSL_CONF=$work/openssl.cnf
  run_server python3 -c 'import os, socket, sys
connection, _ = socket.create_server(("127.0.0.1", int(sys.argv[1]))).accept()
for number in range(3): os.dup2(connection.fileno(), number)
os.execv(sys.argv[2], sys.argv[2:])' "$port" /usr/sbin/in.telnetd -z "cert=$keys/server.pem" -z "key=$keys/server.key" -z cipher=AES128-GCM-SHA256 -L /bin/true
  start_recording
  { sleep 2; } | inside timeout 10 telnet-ssl -z verify=0 -z cipher=AES128-GCM-SHA256 127.0.0.1 "$port" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
