#!/usr/bin/env bash
# The capture starts in TLS 1.3 after both sides updated their keys, and the key log has only their first secrets: the secrets after each KeyUpdate follow from them. Made from tls13-key-update/ by edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
grep -v _SECRET_N "$captures/handshake/tls13-key-update/keys.log" >"$here/keys.log"

python3 "$tools/edit-pcap.py" from "$captures/handshake/tls13-key-update/capture.pcap" "$here/capture.pcap" client:6
