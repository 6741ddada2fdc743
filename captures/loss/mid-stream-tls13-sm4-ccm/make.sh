#!/usr/bin/env bash
# The capture starts after the handshake of TLS 1.3, SM4-CCM: suite and secret are found by trying those of the key log. Made from tls13-sm4-ccm-sm3/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
cp "$captures/suites/tls13-sm4-ccm-sm3/keys.log" "$here/"

python3 "$tools/edit-pcap.py" from "$captures/suites/tls13-sm4-ccm-sm3/capture.pcap" "$here/capture.pcap" client:1
