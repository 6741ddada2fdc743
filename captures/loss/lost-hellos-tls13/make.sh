#!/usr/bin/env bash
# TLS 1.3 without either hello, but with the rest of the handshake: the handshake secrets of the key log are tried. GnuTLS's client, OpenSSL's server.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

SSLKEYLOGFILE=$here/keys.log record gnutls_client_case "NORMAL:-VERS-ALL:+VERS-TLS1.3" -max_send_frag 512
edited without client:0
cp "$here/capture.pcap" "$work/capture.pcap"
edited without server:0
