#!/usr/bin/env bash
# TLS 1.3: both sides update their keys several times, requested and unrequested; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

traffic() {
  # Typed commands: K updates the own keys and requests an update from the other side, k updates only the own keys.
  mkfifo "$work/typed"
  { for word in zero k one K two; do sleep 0.4; echo $word; done; sleep 0.5; } >"$work/typed" &
  typed=$work/typed run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key"
  start_recording
  { for word in null K eins k zwei K drei; do sleep 0.3; echo $word; done; sleep 0.5; } |
    inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1_3 -keylogfile "$here/keys.log" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
