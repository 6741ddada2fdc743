#!/usr/bin/env bash
# TLS_RSA_WITH_3DES_EDE_CBC_SHA over DTLS 1.0 with encrypt-then-MAC, without a session ticket; decrypted with the server's key. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record gnutls_talk 'NORMAL:-VERS-ALL:+VERS-DTLS1.0:-KX-ALL:+RSA:-CIPHER-ALL:+3DES-CBC:+SHA1' --noticket --
