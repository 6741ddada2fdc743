#!/usr/bin/env bash
# TLS through a proxy: it begins after HTTP CONNECT, on port 3128. curl and a small proxy in Python.
port=3128
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap


traffic() {
  (cd "$keys/www" && exec timeout 30 ip netns exec "$ns" openssl s_server -accept 4433 -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket) >/dev/null 2>&1 &
  started+=("$!")
  run_server python3 "$tools/connect-proxy.py" "$port"
  filter="tcp port 3128" start_recording
  inside curl --silent --max-time 10 --noproxy "" --proxy "http://127.0.0.1:$port" --cacert "$keys/ca.pem" --connect-to "server.example:4433:127.0.0.1:4433" --tls-max 1.2 \
    --ciphers AES128-GCM-SHA256 "https://server.example:4433/hello.html" >"$work/client.log"
  stop_recording
}

record traffic
