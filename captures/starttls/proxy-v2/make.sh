#!/usr/bin/env bash
# TLS after a header of the PROXY protocol, version 2, with the name that the client asked for and a checksum, on port 4433: HAProxy 2.6 on both sides.
port=4433
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/haproxy.sh"

record through_haproxy "send-proxy-v2 proxy-v2-options crc32c,authority,ssl"
