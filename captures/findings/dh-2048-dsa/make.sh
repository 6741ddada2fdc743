#!/usr/bin/env bash
# Diffie-Hellman parameters of 2,048 bits made like those of DSA: the prime is not safe. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

openssl dhparam -dsaparam -out "$work/dhx.pem" 2048 2>/dev/null
openssl asn1parse -in "$work/dhx.pem" | python3 "$tools/dh-parameters.py" integers >"$work/dh.pem"
record openssl_case -no_ticket -dhparam "$work/dh.pem" -- -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -keylogfile "$here/keys.log"
