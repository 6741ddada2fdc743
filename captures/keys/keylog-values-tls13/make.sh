#!/usr/bin/env bash
# A key log with three values for each secret of a TLS 1.3 connection; the second is correct. Made from tls13-aes128-gcm/.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
sed -nE 's/^([A-Z_0-9]+ [0-9a-f]+ )[0-9a-f]+$/\1'"$(printf '0%.0s' $(seq 64))"'\n&\n\1'"$(printf 'f%.0s' $(seq 64))"'/p' "$captures/versions/tls13-aes128-gcm/keys.log" >"$here/keys.log"

cp "$captures/versions/tls13-aes128-gcm/capture.pcap" "$here/"
# tshark uses the last value of a client random.
cp "$captures/versions/tls13-aes128-gcm/keys.log" "$here/oracle.log"
