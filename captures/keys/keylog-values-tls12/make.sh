#!/usr/bin/env bash
# A key log with three master secrets for one client random; the second is correct. Made from tls12-ecdhe-keylog/.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
sed -nE 's/^(CLIENT_RANDOM [0-9a-f]+ )(.*)/\1'"$(printf '0%.0s' $(seq 96))"'\n&\n\1'"$(printf 'f%.0s' $(seq 96))"'/p' "$captures/versions/tls12-ecdhe-keylog/keys.log" >"$here/keys.log"

cp "$captures/versions/tls12-ecdhe-keylog/capture.pcap" "$here/"
# tshark uses the last value of a client random.
cp "$captures/versions/tls12-ecdhe-keylog/keys.log" "$here/oracle.log"
