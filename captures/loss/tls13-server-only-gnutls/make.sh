#!/usr/bin/env bash
# TLS 1.3 with ChaCha20-Poly1305, only the server's packets, and a key log that also has the secrets of another connection. GnuTLS.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log"

SSLKEYLOGFILE=$work/keys.log record gnutls_case "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305"
cat "$captures/versions/tls13-chacha20/keys.log" "$work/keys.log" >"$here/keys.log"
edited server-only
