#!/usr/bin/env bash
# One bit of a record's tag is flipped. TLS 1.3. OpenSSL 3.0, edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

path=small.txt record openssl_case -max_send_frag 512 -- -tls1_3 -keylogfile "$here/keys.log"
edited damaged server:9
