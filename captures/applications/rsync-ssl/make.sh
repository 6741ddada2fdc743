#!/usr/bin/env bash
# rsync's daemon behind stunnel 5.68, listed by rsync-ssl 3.2. Both sides greet with the protocol's name.
port=874
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  printf 'use chroot = no\nuid = root\ngid = root\n[captures]\npath = %s\ncomment = Hello from inside TLS\n' "$keys/www" >"$work/rsyncd.conf"
  cat >"$work/stunnel.conf" <<TEXT
foreground = yes
pid =
cert = $work/server.pem
key = $work/server.key
sslVersionMax = TLSv1.2
ciphers = AES128-GCM-SHA256
[rsync]
accept = 127.0.0.1:$port
exec = /usr/bin/rsync
execArgs = rsync --daemon --config=$work/rsyncd.conf
TEXT
  run_server stunnel4 "$work/stunnel.conf"
  start_recording
  RSYNC_SSL_TYPE=openssl RSYNC_SSL_CA_CERT= inside timeout 10 rsync-ssl "rsync://127.0.0.1:$port/" >"$work/client.log" 2>&1
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/client.log"
