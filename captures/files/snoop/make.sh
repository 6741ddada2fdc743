#!/usr/bin/env bash
# A snoop capture (RFC 1761), as Solaris' snoop writes it; made by Wireshark's editcap.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.snoop

editcap -F snoop "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/capture.snoop"
