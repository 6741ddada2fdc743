#!/usr/bin/env bash
# PostgreSQL that switches to TLS with an SSLRequest, on port 5432: psql and its server, version 15. The request has eight bytes, the answer one.
port=5432
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap
programs=/usr/lib/postgresql/15/bin

# The server does not run as root, and it has to own its key file.
as_postgres() { (cd / && setpriv --reuid postgres --regid postgres --clear-groups "$@"); }

traffic() {
  chmod 711 "$work"
  install -d -o postgres "$work/db"
  as_postgres "$programs/initdb" -D "$work/db" -A trust -U postgres >"$work/initdb.log"
  install -o postgres -m 600 "$keys/server.key" "$keys/server.pem" "$work/db"
  run_server setpriv --reuid postgres --regid postgres --clear-groups "$programs/postgres" -D "$work/db" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c ssl=on -c ssl_cert_file=server.pem -c ssl_key_file=server.key \
    -c ssl_ciphers=AES128-GCM-SHA256 -c ssl_max_protocol_version=TLSv1.2
  start_recording
  inside psql "host=127.0.0.1 port=$port user=postgres sslmode=require" -c "select 'Hello from inside TLS' as said" >"$work/client.log"
  stop_recording
}

record traffic
