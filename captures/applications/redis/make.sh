#!/usr/bin/env bash
# Redis: redis-cli sets a value. redis-server 7.0. The array of its command names the protocol.
port=6379
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  run_server redis-server --port 0 --tls-port "$port" --bind 127.0.0.1 --save "" --dir "$work" --tls-auth-clients no \
    --tls-cert-file "$work/server.pem" --tls-key-file "$work/server.key" --tls-ca-cert-file "$work/ca.pem" \
    --tls-protocols TLSv1.2 --tls-ciphers AES128-GCM-SHA256
  start_recording
  inside timeout 10 redis-cli -p "$port" --tls --cacert "$keys/ca.pem" set hello 'from inside TLS' >"$work/client.log"
  stop_recording
}

record traffic
grep -q OK "$work/client.log"
