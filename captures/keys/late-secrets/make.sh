#!/usr/bin/env bash
# pcapng whose Decryption Secrets Block is the last block, after all packets that it decrypts. OpenSSL 3.0, edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcapng

record openssl_case -- -tls1_3 -keylogfile "$work/keys.log"
python3 "$tools/edit-pcap.py" late-secrets "$work/capture.pcap" "$here/capture.pcapng" "$work/keys.log"
rm "$here/capture.pcap"
