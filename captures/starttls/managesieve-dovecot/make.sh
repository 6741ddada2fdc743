#!/usr/bin/env bash
# ManageSieve with STARTTLS, on port 4190: OpenSSL's s_client and Dovecot 2.3.
port=4190
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/dovecot.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  serve_dovecot sieve
  start_recording
  { echo "CAPABILITY"; sleep 0.3; echo "LOGOUT"; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls sieve -connect "127.0.0.1:$port" -tls1_2 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
