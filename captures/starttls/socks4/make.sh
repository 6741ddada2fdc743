#!/usr/bin/env bash
# TLS through a SOCKS 4 proxy that is given an address, on port 1080: curl and Dante 1.4.
port=1080
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/socks.sh"

record through_socks socks4
