#!/usr/bin/env bash
# Compressed with gzip; the name does not say so.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

gzip -9 -n -c "$captures/versions/rsa-aes128-gcm/capture.pcap" >"$here/capture.pcap"
