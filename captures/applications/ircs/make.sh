#!/usr/bin/env bash
# IRC in TLS: a client registers with ngIRCd 26, which uses GnuTLS. OpenSSL's s_client says the commands.
port=6697
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  cat >"$work/ngircd.conf" <<TEXT
[Global]
Name = irc.server.example
Info = captures
Listen = 127.0.0.1
Ports = 6667
ServerUID = root
ServerGID = root
PidFile = $work/ngircd.pid
[Options]
DNS = no
Ident = no
PAM = no
[SSL]
CertFile = $work/server.pem
KeyFile = $work/server.key
CipherList = $gnutls_priority
Ports = $port
TEXT
  run_server ngircd -n -f "$work/ngircd.conf"
  start_recording
  by_hand 'NICK captures' 'USER captures 0 * :captures' 'QUIT :bye'
  stop_recording
}

record traffic
grep -q 'Welcome to the Internet Relay Network' "$work/client.log"
