#!/usr/bin/env bash
# TLS through a SOCKS 5 proxy that wants a password and is given an address, on port 1080: curl and microsocks 1.0.
port=1080
password=someone:secret
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/socks.sh"

serve_proxy() { run_server microsocks -i 127.0.0.1 -p "$port" -u someone -P secret; }

record through_socks socks5
