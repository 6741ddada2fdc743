#!/usr/bin/env bash
# DTLS 1.2 with the usual settings of GnuTLS: a cookie, and a session ticket; decrypted with a key log. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record gnutls_talk 'NORMAL:-VERS-ALL:+VERS-DTLS1.2'
use_log
