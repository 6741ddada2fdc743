#!/usr/bin/env bash
# XMPP with TLS from the start: a client opens a stream to Prosody 0.12. OpenSSL's s_client says the lines.
port=5223
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  cat >"$work/prosody.cfg.lua" <<TEXT
data_path = "$work"
pidfile = "$work/prosody.pid"
log = { info = "$work/prosody.log" }
run_as_root = true
modules_enabled = { "saslauth", "tls" }
interfaces = { "127.0.0.1" }
c2s_ports = {}
c2s_direct_tls_ports = { $port }
s2s_ports = {}
ssl = { certificate = "$work/server.pem"; key = "$work/server.key"; protocol = "tlsv1_2"; ciphers = "AES128-GCM-SHA256" }
c2s_direct_tls_ssl = { certificate = "$work/server.pem"; key = "$work/server.key"; protocol = "tlsv1_2"; ciphers = "AES128-GCM-SHA256" }
VirtualHost "server.example"
TEXT
  run_server prosody -F --config "$work/prosody.cfg.lua"
  start_recording
  by_hand "<?xml version='1.0'?><stream:stream to='server.example' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>" '</stream:stream>'
  stop_recording
}

record traffic
grep -q 'stream:features' "$work/client.log"
