#!/usr/bin/env bash
# XMPP with starttls, on port 5222: OpenSSL's s_client and Prosody 0.12.
port=5222
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  chmod 755 "$work"
  mkdir "$work/data"
  chown prosody "$work/data"
  cp "$keys/server.pem" "$keys/server.key" "$work/data"
  chown prosody "$work/data/server.key"
  cat >"$work/prosody.cfg.lua" <<TEXT
pidfile = "$work/data/prosody.pid"
data_path = "$work/data"
log = { info = "$work/data/prosody.log" }
modules_enabled = { "tls", "saslauth" }
modules_disabled = { "s2s" }
c2s_ports = { $port }
c2s_interfaces = { "127.0.0.1" }
c2s_require_encryption = true
ssl = { certificate = "$work/data/server.pem", key = "$work/data/server.key", protocol = "tlsv1_2", ciphers = "AES128-GCM-SHA256:@SECLEVEL=0" }
VirtualHost "server.example"
TEXT
  run_server setpriv --reuid prosody --regid prosody --clear-groups env HOME="$work/data" prosody --config "$work/prosody.cfg.lua" -F
  start_recording
  { echo "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='server.example' version='1.0'>"; sleep 0.3; echo "</stream:stream>"; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls xmpp -xmpphost server.example -connect "127.0.0.1:$port" -tls1_2 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
