#!/usr/bin/env bash
# The 2,048-bit group of RFC 5114 §2.3, whose origin is not explained. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

openssl genpkey -genparam -algorithm DHX -pkeyopt dh_rfc5114:3 -out "$work/dhx.pem" 2>/dev/null
openssl asn1parse -in "$work/dhx.pem" | python3 "$tools/dh-parameters.py" integers >"$work/dh.pem"
record openssl_case -no_ticket -dhparam "$work/dh.pem" -- -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -keylogfile "$here/keys.log"
