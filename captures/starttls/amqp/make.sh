#!/usr/bin/env bash
# AMQP 1.0 with the TLS protocol header from both sides, on port 5672. OpenSSL, behind these bytes in Python: no client in Debian sends the header.
port=5672
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

steps=(client:414d515002010000 server:414d515002010000)

traffic() {
  cat "$keys/server.pem" "$keys/server.key" >"$work/both.pem"
  run_server python3 "$tools/preface-tls.py" server "$port" "$work/both.pem" "${steps[@]}"
  start_recording
  inside timeout 10 python3 "$tools/preface-tls.py" client "$port" "${steps[@]}" >"$work/client.log"
  stop_recording
}

record traffic
