#!/usr/bin/env bash
# Syslog over TLS: one rsyslogd 8.2302 sends a message to another. Both use GnuTLS; decrypted with a key log. The server sends no data.
port=6514
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log" "$here/server.key"

traffic() {
  cat >"$work/receiver.conf" <<TEXT
global(workDirectory="$work" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="$work/ca.pem" defaultNetstreamDriverCertFile="$work/server.pem" defaultNetstreamDriverKeyFile="$work/server.key")
module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
input(type="imtcp" port="$port" address="127.0.0.1")
*.* action(type="omfile" file="$work/received.log")
TEXT
  cat >"$work/sender.conf" <<TEXT
global(workDirectory="$work" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="$work/ca.pem")
module(load="imuxsock" sysSock.use="off")
input(type="imuxsock" socket="$work/log" createPath="on")
:msg, contains, "inside TLS" action(type="omfwd" target="127.0.0.1" port="$port" protocol="tcp" TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format" streamDriver="gtls" streamDriverMode="1" streamDriverAuthMode="anon")
TEXT
  run_server rsyslogd -n -f "$work/receiver.conf" -i "$work/receiver.pid"
  start_recording
  SSLKEYLOGFILE=$here/keys.log timeout 20 ip netns exec "$ns" rsyslogd -n -f "$work/sender.conf" -i "$work/sender.pid" >"$work/sender.log" 2>&1 &
  sender=$!
  started+=("$sender")
  for _ in $(seq 100); do [ ! -S "$work/log" ] || break; sleep 0.05; done
  logger --socket "$work/log" --tag captures 'Hello from inside TLS'
  for _ in $(seq 100); do ! grep -q 'inside TLS' "$work/received.log" 2>/dev/null || break; sleep 0.05; done
  kill "$(cat "$work/sender.pid")"
  stop_recording
}

record traffic
grep -q 'Hello from inside TLS' "$work/received.log"
