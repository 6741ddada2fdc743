#!/usr/bin/env bash
# The README's first capture: RSA key exchange with AES-128-GCM, one page fetched by curl. curl 7.88 on OpenSSL 3.0, against s_server.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket
  start_recording
  inside curl --silent --max-time 10 --noproxy '*' --cacert "$keys/ca.pem" --resolve "server.example:$port:127.0.0.1" --tls-max 1.2 --ciphers AES128-GCM-SHA256 \
    --user-agent tlsdissect-captures "https://server.example:$port/hello.html" >"$work/client.log"
  stop_recording
}

record traffic
