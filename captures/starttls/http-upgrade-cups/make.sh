#!/usr/bin/env bash
# HTTP that upgrades to TLS (RFC 2817), on port 631: lpstat and CUPS 2.4. The key log is the client's.
port=631
source "$(dirname "$0")/../../tools/lib.sh"
rm -f "$here/keys.log"
arguments --keylog keys.log capture.pcap

traffic() {
  mkdir -p "$work/etc/ssl" "$work/spool" "$work/cache" "$work/state"
  cp "$keys/server.pem" "$work/etc/ssl/localhost.crt"
  cp "$keys/server.key" "$work/etc/ssl/localhost.key"
  cat >"$work/etc/cupsd.conf" <<TEXT
Listen 127.0.0.1:$port
ServerName localhost
DefaultAuthType None
Browsing No
<Location />
  Order allow,deny
  Allow all
</Location>
TEXT
  cat >"$work/etc/cups-files.conf" <<TEXT
ServerRoot $work/etc
ServerKeychain $work/etc/ssl
RequestRoot $work/spool
CacheDir $work/cache
StateDir $work/state
TempDir $work/spool
AccessLog $work/access.log
ErrorLog $work/error.log
PageLog $work/page.log
TEXT
  run_server cupsd -f -c "$work/etc/cupsd.conf" -s "$work/etc/cups-files.conf"
  start_recording
  HOME=$work SSLKEYLOGFILE=$here/keys.log inside timeout 10 lpstat -E -h "127.0.0.1:$port" -r >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
