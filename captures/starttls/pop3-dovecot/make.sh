#!/usr/bin/env bash
# POP3 with STLS, on port 110: OpenSSL's s_client and Dovecot 2.3.
port=110
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/dovecot.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  serve_dovecot pop3
  start_recording
  { echo "USER someone"; echo "PASS secret"; sleep 0.5; echo "QUIT"; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls pop3 -connect "127.0.0.1:$port" -tls1_2 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
