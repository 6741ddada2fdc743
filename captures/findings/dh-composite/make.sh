#!/usr/bin/env bash
# Diffie-Hellman parameters whose modulus of 2,048 bits is a product of two primes. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

python3 "$tools/dh-parameters.py" composite >"$work/dh.pem"
record openssl_case -no_ticket -dhparam "$work/dh.pem" -- -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -keylogfile "$here/keys.log"
