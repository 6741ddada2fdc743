#!/usr/bin/env bash
# The client offers DTLS 1.3 and 1.2, the server knows only DTLS 1.2; decrypted with the server's key log. NSS 3.87 to GnuTLS 3.7.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

traffic() {
  gcc -rdynamic -O1 -I/usr/include/nss -I/usr/include/nspr -o "$work/nss-dtls" "$tools/stacks/nss-dtls.c" -lssl3 -lnss3 -lnspr4
  mkdir "$work/database"
  certutil -N -d "sql:$work/database" --empty-password
  SSLKEYLOGFILE=$work/keys.log gnutls_server NORMAL:-VERS-ALL:+VERS-DTLS1.2
  start_recording
  inside timeout 20 "$work/nss-dtls" "$port" "sql:$work/database" "$work/secrets" client >"$work/client.log" 2>&1
  stop_recording
}

record traffic
note_printed
# The server sent back what it received.
sed -i 'p; s/client/server/' "$here/sent.txt"
use_log
