#!/usr/bin/env bash
# SIP over TLS: OPTIONS to Kamailio 5.6, which responds. OpenSSL's s_client says the request.
port=5061
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  cat >"$work/kamailio.cfg" <<'TEXT'
#!KAMAILIO
debug=0
log_stderror=yes
fork=yes
children=1
tcp_children=1
enable_tls=yes
mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
loadmodule "tls.so"
loadmodule "sl.so"
loadmodule "pv.so"
TEXT
  cat >>"$work/kamailio.cfg" <<TEXT
listen=tls:127.0.0.1:$port
modparam("tls", "certificate", "$work/server.pem")
modparam("tls", "private_key", "$work/server.key")
modparam("tls", "tls_method", "TLSv1.2")
modparam("tls", "cipher_list", "AES128-GCM-SHA256")
request_route { sl_send_reply("200", "OK"); }
TEXT
  run_server kamailio -DD -E -f "$work/kamailio.cfg" -Y "$work" -P "$work/kamailio.pid" -m 16 -M 4
  start_recording
  by_hand 'OPTIONS sips:server.example SIP/2.0' 'Via: SIP/2.0/TLS client.example;branch=z9hG4bK1' 'From: <sips:client.example>;tag=1' 'To: <sips:server.example>' \
    'Call-ID: 1@client.example' 'CSeq: 1 OPTIONS' 'Content-Length: 0' ''
  stop_recording
}

record traffic
grep -q 'SIP/2.0 200 OK' "$work/client.log"
