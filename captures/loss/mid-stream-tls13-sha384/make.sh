#!/usr/bin/env bash
# The capture starts behind the handshake of TLS 1.3, the integrity-only TLS_SHA384_SHA384: suite and secret are found by trying the key log's. Made from suite-tls13-sha384-sha384/ by edit-pcap.py.
source "$(dirname "$0")/../lib.sh"
arguments --keylog keys.log capture.pcap
cp "$captures/suite-tls13-sha384-sha384/keys.log" "$here/"

python3 "$captures/edit-pcap.py" from "$captures/suite-tls13-sha384-sha384/capture.pcap" "$here/capture.pcap" client:1
