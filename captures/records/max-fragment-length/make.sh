#!/usr/bin/env bash
# max_fragment_length of 512 bytes (RFC 6066), which applies to the handshake too: the certificate is in two records. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

path=small.txt record openssl_case -- -tls1_3 -maxfraglen 512 -keylogfile "$here/keys.log"
