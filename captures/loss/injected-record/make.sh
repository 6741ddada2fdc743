#!/usr/bin/env bash
# A ServerHello of TLS 1.0 with RC4, injected in the clear between the server's encrypted records. TLS 1.3. OpenSSL 3.0, edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

path=small.txt record openssl_case -max_send_frag 512 -- -tls1_3 -keylogfile "$here/keys.log"
edited injected server:6
