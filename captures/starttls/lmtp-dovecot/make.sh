#!/usr/bin/env bash
# LMTP with STARTTLS, on port 24: OpenSSL's s_client and Dovecot 2.3.
port=24
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/dovecot.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  serve_dovecot lmtp
  start_recording
  { echo "LHLO client.example"; sleep 0.3; echo QUIT; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls lmtp -connect "127.0.0.1:$port" -tls1_2 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
