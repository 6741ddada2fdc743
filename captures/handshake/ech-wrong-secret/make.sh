#!/usr/bin/env bash
# Encrypted Client Hello, accepted; the key log's ECH_SECRET is wrong, so the inner hello stays encrypted, and the secrets are found by trial. A variant of ech-accepted. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
cp "$captures/handshake/ech-accepted/capture.pcap" "$here/"
sed 's/^\(ECH_SECRET [0-9a-f]* \)./\10/' "$captures/handshake/ech-accepted/keys.log" >"$here/keys.log"
! cmp -s "$captures/handshake/ech-accepted/keys.log" "$here/keys.log"
