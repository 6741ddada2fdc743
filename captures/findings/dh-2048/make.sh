#!/usr/bin/env bash
# A Diffie-Hellman group of 2,048 bits of the server's own, with a safe prime. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

openssl dhparam -out "$work/dh.pem" 2048 2>/dev/null
record openssl_case -no_ticket -dhparam "$work/dh.pem" -- -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -keylogfile "$here/keys.log"
