#!/usr/bin/env bash
# TLS through a proxy that refuses the first CONNECT with 407 and wants a password, on port 3128: curl and tinyproxy 1.11, by name.
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
  inside curl --silent --max-time 10 --noproxy "" --proxy "http://127.0.0.1:$port" --proxy-user someone:secret --proxy-anyauth --cacert "$keys/ca.pem" --tls-max 1.2 \
    --ciphers AES128-GCM-SHA256 "https://server.example:4433/hello.html" >"$work/client.log"
  stop_recording
  rm -r /etc/netns/"$ns"
}

record traffic
