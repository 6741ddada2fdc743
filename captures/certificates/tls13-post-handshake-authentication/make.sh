#!/usr/bin/env bash
# TLS 1.3: the server requests a certificate after the handshake, and the client sends one; decrypted with a key log. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

traffic() {
  mkfifo "$work/typed"
  # c requests the certificate.
  { for word in before c after; do sleep 0.6; echo $word; done; sleep 0.5; } >"$work/typed" &
  typed=$work/typed run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -verify 1 -CAfile "$keys/ca.pem"
  start_recording
  { for word in one two three; do sleep 0.6; echo $word; done; sleep 0.3; } |
    inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -tls1_3 -enable_pha -cert "$keys/client.pem" -key "$keys/client.key" -keylogfile "$here/keys.log" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
