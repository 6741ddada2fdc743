#!/usr/bin/env bash
# MQTT: mosquitto_pub publishes a message to mosquitto 2.0. No ALPN; CONNECT names the protocol.
port=8883
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  cat >"$work/mosquitto.conf" <<TEXT
user root
listener $port 127.0.0.1
allow_anonymous true
certfile $work/server.pem
keyfile $work/server.key
ciphers AES128-GCM-SHA256
tls_version tlsv1.2
TEXT
  run_server mosquitto -c "$work/mosquitto.conf"
  start_recording
  inside timeout 10 mosquitto_pub -h 127.0.0.1 -p "$port" --cafile "$keys/ca.pem" -i captures -t hello -m 'Hello from inside TLS' -d >"$work/client.log"
  stop_recording
}

record traffic
grep -q 'sending PUBLISH' "$work/client.log"
