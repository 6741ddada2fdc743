#!/usr/bin/env bash
# A browser asks for a page over QUIC version 1: the parts of its ClientHello are out of order, in several CRYPTO frames and two Initial packets; GREASE; decrypted with a key log. Chromium 156; ngtcp2 0.12 with GnuTLS.
source "$(dirname "$0")/../../tools/quic.sh"

traffic() {
  local key_hash
  key_hash=$(openssl x509 -in "$keys/server.pem" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64)
  quic_server
  start_recording
  SSLKEYLOGFILE=$work/keys.log HOME=$work inside timeout 25 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --disable-background-networking \
    --ignore-certificate-errors-spki-list="$key_hash" --origin-to-force-quic-on="server.example:$port" \
    --host-resolver-rules="MAP server.example 127.0.0.1" --dump-dom "https://server.example:$port/hello.html" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
use_log
