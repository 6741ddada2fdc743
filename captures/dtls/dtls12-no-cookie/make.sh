#!/usr/bin/env bash
# The server does not verify the client's address: no HelloVerifyRequest. DTLS 1.2; decrypted with a key log. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record gnutls_talk 'NORMAL:-VERS-ALL:+VERS-DTLS1.2' --nocookie
use_log
