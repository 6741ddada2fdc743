#!/usr/bin/env bash
# Plain HTTP on port 443: it is not TLS, and nothing is reported. Python's http.server and curl.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap

traffic() {
  run_server python3 -m http.server "$port" --bind 127.0.0.1
  start_recording
  inside curl --silent --max-time 10 --noproxy '*' "http://127.0.0.1:$port/hello.html" >"$work/client.log"
  stop_recording
}

record traffic
