#!/usr/bin/env bash
# TLS_RSA_WITH_AES_128_GCM_SHA256 without the extended master secret over DTLS 1.2; decrypted with the server's key. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
use_key server.key
arguments --key server.key capture.pcap

record gnutls_talk 'NORMAL:-VERS-ALL:+VERS-DTLS1.2:-KX-ALL:+RSA:-CIPHER-ALL:+AES-128-GCM:%NO_SESSION_HASH'
