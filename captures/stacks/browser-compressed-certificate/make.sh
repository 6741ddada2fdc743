#!/usr/bin/env bash
# A browser receives certificates compressed with Brotli (RFC 8879) over two connections; decrypted with a key log. Chromium 156, BoringSSL of Android 13.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

traffic() {
  local libraries=/usr/lib/x86_64-linux-gnu/android
  gcc -O1 -o "$work/boringssl" -I/usr/include/android "$tools/stacks/boringssl.c" -L$libraries -Wl,-rpath,$libraries -l:libssl.so.0 -l:libcrypto.so.0 -lz -lbrotlienc -lbrotlidec
  run_server "$work/boringssl" "$port" "$keys" /dev/null certificate_brotli serve
  start_recording
  SSLKEYLOGFILE=$here/keys.log HOME=$work inside timeout 25 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --ignore-certificate-errors --disable-background-networking \
    --host-resolver-rules="MAP server.example 127.0.0.1" --dump-dom "https://server.example:$port/hello.html" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
