#!/usr/bin/env bash
# The master secret in the trailers of the packets, as tcpdump of an F5 BIG-IP appends them with --f5 ssl: no key is given. No BIG-IP made them: edit-pcap.py puts them around the packets of tls12-ecdhe-keylog/, in the form that tshark reads.
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap
cp "$captures/versions/tls12-ecdhe-keylog/capture.pcap" "$work/"
edited f5-trailer "$captures/versions/tls12-ecdhe-keylog/keys.log"
# tshark decrypts with the trailers' secrets only once they are saved to a file.
cp "$captures/versions/tls12-ecdhe-keylog/keys.log" "$here/oracle.log"
