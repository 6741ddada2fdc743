#!/usr/bin/env bash
# IRC with STARTTLS, on port 6667: OpenSSL's s_client and InspIRCd 3.15 with GnuTLS. The client registers inside TLS.
port=6667
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  chmod 755 "$work"
  cp "$keys/server.pem" "$keys/server.key" "$work"
  chmod 644 "$work/server.key"
  mkdir "$work/data"
  chown irc "$work/data"
  cat >"$work/inspircd.conf" <<TEXT
<server name="irc.server.example" description="a server" network="example">
<admin name="someone" nick="someone" email="someone@server.example">
<path configdir="$work" datadir="$work/data" logdir="$work/data" moddir="/usr/lib/inspircd/modules" runtimedir="$work/data">
<pid file="$work/data/pid">
<module name="ssl_gnutls">
<module name="starttls">
<sslprofile name="clients" provider="gnutls" certfile="$work/server.pem" keyfile="$work/server.key" priority="NORMAL:-KX-ALL:+RSA:-CIPHER-ALL:+AES-128-GCM:-VERS-ALL:+VERS-TLS1.2">
<starttls sslprofile="clients">
<bind address="127.0.0.1" port="$port" type="clients" defer="no">
<bind address="127.0.0.1" port="6697" type="clients" sslprofile="clients">
<connect name="all" allow="*" resolvehostnames="no" timeout="10">
<dns timeout="1" server="127.0.0.1">
TEXT
  run_server setpriv --reuid irc --regid irc --clear-groups inspircd --config="$work/inspircd.conf" --nofork
  start_recording
  { echo "NICK someone"; echo "USER someone 0 * :someone"; sleep 0.5; echo "QUIT"; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls irc -connect "127.0.0.1:$port" -tls1_2 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
