#!/usr/bin/env bash
# POP3S: curl reads the list of messages from Dovecot 2.3. The server speaks first. Decrypted with a key log.
port=995
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log" "$here/server.key"
source "$tools/dovecot-tls.sh"

traffic() {
  run_dovecot pop3
  start_recording
  SSLKEYLOGFILE=$here/keys.log inside timeout 10 curl -s --cacert "$keys/ca.pem" --resolve "server.example:$port:127.0.0.1" --user "captures:captures" "pop3s://server.example:$port/" >"$work/client.log"
  stop_recording
}

record traffic
