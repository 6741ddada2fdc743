#!/usr/bin/env bash
# A gap in TLS 1.3 contains four consecutive KeyUpdates of the client: later secrets in the key log bridge it. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

traffic() {
  mkfifo "$work/typed"
  sleep 6 >"$work/typed" &
  typed=$work/typed run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key"
  start_recording
  { for word in before k k k k after; do sleep 0.3; echo $word; done; sleep 0.5; } |
    inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1_3 -keylogfile "$here/keys.log" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
for _ in 1 2 3 4; do
  edited without client:3
  cp "$here/capture.pcap" "$work/capture.pcap"
done
