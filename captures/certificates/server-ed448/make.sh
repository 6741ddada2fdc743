#!/usr/bin/env bash
# A server certificate with an Ed448 key. TLS 1.3, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

certificate=$keys/ed448.pem key=$keys/ed448.key record openssl_case -- -tls1_3 -keylogfile "$here/keys.log"
