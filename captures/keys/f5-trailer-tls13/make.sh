#!/usr/bin/env bash
# The same with the secrets of TLS 1.3. Made from tls13-aes128-gcm/ by edit-pcap.py, not by a BIG-IP.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap
cp "$captures/versions/tls13-aes128-gcm/capture.pcap" "$work/"
edited f5-trailer "$captures/versions/tls13-aes128-gcm/keys.log"
cp "$captures/versions/tls13-aes128-gcm/keys.log" "$here/oracle.log"
