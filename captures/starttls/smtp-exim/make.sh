#!/usr/bin/env bash
# SMTP with STARTTLS, on port 25: swaks and Exim 4.96 with GnuTLS. The answer to EHLO has several lines.
port=25
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/exim.sh"

traffic() {
  serve_exim
  start_recording
  inside timeout 10 swaks --server "127.0.0.1:$port" --tls "${letter[@]}" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
