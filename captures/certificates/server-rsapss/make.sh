#!/usr/bin/env bash
# A server certificate with an RSA-PSS key. TLS 1.3, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

certificate=$keys/rsapss.pem key=$keys/rsapss.key record openssl_case -- -tls1_3 -keylogfile "$here/keys.log"
