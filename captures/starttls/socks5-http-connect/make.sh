#!/usr/bin/env bash
# TLS through two proxies: SOCKS 5 to an HTTP proxy, and through that CONNECT to the server, on port 1080: curl, Dante 1.4, tinyproxy 1.11.
port=1080
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/socks.sh"

printf 'Port 3128\nListen 127.0.0.1\nLogFile "%s"\n' "$work/proxy.log" >"$work/tinyproxy.conf"
traffic() {
  (timeout 30 ip netns exec "$ns" tinyproxy -d -c "$work/tinyproxy.conf" >"$work/tinyproxy.log" 2>&1) &
  started+=("$!")
  through_socks http --proxy http://127.0.0.1:3128 --preproxy "socks5h://127.0.0.1:$port"
}

record traffic
