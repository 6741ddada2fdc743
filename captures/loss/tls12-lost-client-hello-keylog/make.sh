#!/usr/bin/env bash
# TLS 1.2 whose ClientHello was not captured, with a key log: both sides are decrypted once the client random is found by trial. GnuTLS's client, OpenSSL's server.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

SSLKEYLOGFILE=$here/keys.log record gnutls_client_case "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-GCM"
edited without client:0
