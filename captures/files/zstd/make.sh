#!/usr/bin/env bash
# Compressed with zstd; the name does not say so.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

zstd -q -19 -f "$captures/versions/rsa-aes128-gcm/capture.pcap" -o "$here/capture.pcap"
