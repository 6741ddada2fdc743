#!/usr/bin/env bash
# MySQL's protocol with an SSLRequest, on port 3306: the client and server of MariaDB 10.11. The server speaks first.
port=3306
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  chmod 755 "$work"
  mkdir "$work/db"
  mariadb-install-db --no-defaults --datadir="$work/db" --auth-root-authentication-method=normal --skip-test-db >"$work/install.log" 2>&1
  run_server mariadbd --no-defaults --user=root --datadir="$work/db" --socket="$work/socket" --bind-address=127.0.0.1 --port="$port" --skip-name-resolve \
    --ssl-cert="$keys/server.pem" --ssl-key="$keys/server.key" --ssl-cipher=AES128-GCM-SHA256 --tls-version=TLSv1.2
  start_recording
  inside timeout 10 mariadb --no-defaults --host=127.0.0.1 --port="$port" --user=root --ssl --ssl-cipher=AES128-GCM-SHA256 --tls-version=TLSv1.2 \
    --execute "select 'Hello from inside TLS' as said" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
