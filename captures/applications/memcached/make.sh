#!/usr/bin/env bash
# memcached 1.6: a value is stored and read. OpenSSL's s_client says the commands.
port=11211
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  run_server memcached -u root -l 127.0.0.1 -p "$port" -U 0 -m 8 -t 1 -Z -o "ssl_chain_cert=$work/server.pem,ssl_key=$work/server.key"
  start_recording
  by_hand 'set hello 0 0 15' 'from inside TLS' 'get hello' quit
  stop_recording
}

record traffic
grep -q STORED "$work/client.log"
