#!/usr/bin/env bash
# A browser requests a page: GREASE, ECH GREASE, X25519MLKEM768, HTTP/2 offered; decrypted with a key log. Chromium 156, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW
  start_recording
  SSLKEYLOGFILE=$here/keys.log HOME=$work inside timeout 25 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --ignore-certificate-errors --disable-background-networking \
    --host-resolver-rules="MAP server.example 127.0.0.1" --dump-dom "https://server.example:$port/hello.html" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
