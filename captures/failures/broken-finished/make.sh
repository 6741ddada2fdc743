#!/usr/bin/env bash
# Somebody between client and server renames an extension in the first hello, so that the client's Finished does not fit what the server received. The second connection is not changed. Recorded on the server's side. gnutls-cli 3.7 to OpenSSL 3.0, on-path.py; TLS 1.2 without extended master secret, which would make the keys differ.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

priority='NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA:-CIPHER-ALL:+AES-128-GCM:%NO_SESSION_HASH'
traffic() {
  run_server openssl s_server -accept "$port" -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket
  port=8443 run_server python3 "$tools/on-path.py" strip-schemes 8443 "$port"
  filter="tcp port $port" start_recording
  for _ in 1 2; do
    { request; sleep 0.5; } | inside timeout 10 gnutls-cli --priority "$priority" --no-ca-verification --sni-hostname server.example -p 8443 127.0.0.1 >>"$work/client.log" 2>&1 || true
  done
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
