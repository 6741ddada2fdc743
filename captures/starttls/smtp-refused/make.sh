#!/usr/bin/env bash
# TLS at once on port 465, then SMTP whose server refuses STARTTLS, on port 25: no starttls. swaks and Exim 4.96 with GnuTLS.
port=25
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/exim.sh"

traffic() {
  serve_exim "tls_advertise_hosts =" "daemon_smtp_ports = 25 : 465" "tls_on_connect_ports = 465"
  start_recording
  inside timeout 10 swaks --server 127.0.0.1:465 --tls-on-connect "${letter[@]}" >"$work/client.log" 2>&1 || true
  inside timeout 10 swaks --server 127.0.0.1:25 --tls "${letter[@]}" >"$work/client.log" 2>&1 || true
  printf 'EHLO client.example\r\nSTARTTLS\r\nQUIT\r\n' | inside timeout 5 ncat -i 1 127.0.0.1 25 >"$work/plain.log" 2>&1 || true
  stop_recording
}

record traffic
