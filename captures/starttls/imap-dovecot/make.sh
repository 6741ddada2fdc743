#!/usr/bin/env bash
# IMAP with STARTTLS, on port 143: OpenSSL's s_client and Dovecot 2.3.
port=143
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/dovecot.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  serve_dovecot imap
  start_recording
  { echo "a1 LOGIN someone secret"; sleep 0.5; echo "a2 LOGOUT"; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls imap -connect "127.0.0.1:$port" -tls1_2 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
