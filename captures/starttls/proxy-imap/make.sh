#!/usr/bin/env bash
# A header of the PROXY protocol, version 2, then IMAP with STARTTLS, on port 143: OpenSSL's s_client through HAProxy 2.6 to Dovecot 2.3, recorded behind HAProxy.
port=143
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/dovecot.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  cat >"$work/haproxy.cfg" <<TEXT
defaults
  timeout connect 5s
  timeout client 5s
  timeout server 5s
listen first
  mode tcp
  bind 127.0.0.2:1143
  server second 127.0.0.1:$port send-proxy-v2
TEXT
  (timeout 30 ip netns exec "$ns" haproxy -db -f "$work/haproxy.cfg" >"$work/haproxy.log" 2>&1) &
  started+=("$!")
  behind_proxy=yes serve_dovecot imap
  filter="tcp port $port" start_recording
  { echo "a1 LOGIN someone secret"; sleep 0.5; echo "a2 LOGOUT"; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls imap -connect 127.0.0.2:1143 -bind 127.0.0.3 -tls1_2 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
