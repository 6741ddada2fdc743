#!/usr/bin/env bash
# The 1,024-bit group that RFC 2409 published in 1998, shared by many servers. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

python3 "$tools/dh-parameters.py" oakley-2 >"$work/dh.pem"
record openssl_case -no_ticket -dhparam "$work/dh.pem" -- -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0 -keylogfile "$here/keys.log"
