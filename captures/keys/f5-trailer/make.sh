#!/usr/bin/env bash
# The master secret in packet trailers, as tcpdump on an F5 BIG-IP appends them with --f5 ssl; no key is given. These do not come from a BIG-IP: edit-pcap.py adds them to the packets of tls12-ecdhe-keylog/, in the form that tshark reads.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap
cp "$captures/versions/tls12-ecdhe-keylog/capture.pcap" "$work/"
edited f5-trailer "$captures/versions/tls12-ecdhe-keylog/keys.log"
# tshark decrypts with the trailers' secrets only once they are saved to a file.
cp "$captures/versions/tls12-ecdhe-keylog/keys.log" "$here/oracle.log"
