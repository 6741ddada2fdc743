#!/usr/bin/env bash
# IMAPS: curl reads the list of mailboxes from Dovecot 2.3. The server speaks first. Decrypted with a key log.
port=993
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log" "$here/server.key"
source "$tools/dovecot-tls.sh"

traffic() {
  run_dovecot imap
  start_recording
  SSLKEYLOGFILE=$here/keys.log inside timeout 10 curl -s --cacert "$keys/ca.pem" --resolve "server.example:$port:127.0.0.1" --user "captures:captures" "imaps://server.example:$port/" >"$work/client.log"
  stop_recording
}

record traffic
