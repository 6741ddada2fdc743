#!/usr/bin/env bash
# pcapng with the key log in a Decryption Secrets Block: no key needs to be given. OpenSSL 3.0, editcap.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcapng

record openssl_case -- -tls1_3 -keylogfile "$work/keys.log"
editcap --inject-secrets "tls,$work/keys.log" -F pcapng "$work/capture.pcap" "$here/capture.pcapng"
rm "$here/capture.pcap"
