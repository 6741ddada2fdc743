#!/usr/bin/env bash
# AMQP 0-9-1 in TLS: a client's protocol header and RabbitMQ 3.10's connection.start. OpenSSL's s_client sends the header.
port=5671
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  cat >"$work/rabbitmq.conf" <<TEXT
listeners.tcp = none
listeners.ssl.default = 127.0.0.1:$port
ssl_options.cacertfile = $work/ca.pem
ssl_options.certfile = $work/server.pem
ssl_options.keyfile = $work/server.key
ssl_options.verify = verify_none
ssl_options.versions.1 = tlsv1.2
ssl_options.ciphers.1 = AES128-GCM-SHA256
TEXT
  (cd "$work" && exec timeout 60 ip netns exec "$ns" env HOME="$work" RABBITMQ_NODENAME=captures@localhost RABBITMQ_CONFIG_FILE="$work/rabbitmq" RABBITMQ_MNESIA_BASE="$work/mnesia" \
    RABBITMQ_LOG_BASE="$work" RABBITMQ_ENABLED_PLUGINS_FILE="$work/plugins" RABBITMQ_PID_FILE="$work/pid" /usr/lib/rabbitmq/bin/rabbitmq-server) </dev/null >"$work/server.log" 2>&1 &
  started+=("$!")
  for _ in $(seq 600); do
    ! inside ss -Hln --tcp "sport = :$port" | grep -q . || break
    sleep 0.1
  done
  start_recording
  { printf 'AMQP\0\0\x09\x01'; sleep 1; } | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -quiet -CAfile "$keys/ca.pem" >"$work/client.log" 2>&1 || true
  stop_recording
  kill "$(cat "$work/pid")" && sleep 3
  inside epmd -kill >/dev/null || true
}

record traffic
grep -qa 'RabbitMQ' "$work/client.log"
