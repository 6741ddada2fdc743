#!/usr/bin/env bash
# TLS through a proxy that wants a password, on port 3128, by name. Then a CONNECT without a password, which it refuses with 407. curl and tinyproxy 1.11.
port=3128
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  mkdir -p /etc/netns/"$ns"
  echo "127.0.0.1 localhost server.example" >/etc/netns/"$ns"/hosts
  (cd "$keys/www" && exec timeout 30 ip netns exec "$ns" openssl s_server -accept 4433 -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket) >/dev/null 2>&1 &
  started+=("$!")
  cat >"$work/tinyproxy.conf" <<TEXT
Port $port
Listen 127.0.0.1
BasicAuth someone secret
LogFile "$work/proxy.log"
TEXT
  run_server tinyproxy -d -c "$work/tinyproxy.conf"
  filter="tcp port $port" start_recording
  inside curl --silent --max-time 10 --noproxy "" --proxy "http://127.0.0.1:$port" --proxy-user someone:secret --cacert "$keys/ca.pem" --tls-max 1.2 \
    --ciphers AES128-GCM-SHA256 "https://server.example:4433/hello.html" >"$work/client.log"
  inside curl --silent --max-time 10 --noproxy "" --proxy "http://127.0.0.1:$port" "https://server.example:4433/hello.html" >"$work/client.log" || true
  stop_recording
  rm -r /etc/netns/"$ns"
}

record traffic
