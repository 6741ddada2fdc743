#!/usr/bin/env bash
# TLS 1.0, TLS_RSA_WITH_3DES_EDE_CBC_SHA, MAC-then-encrypt, extended master secret. GnuTLS 3.7 on both sides: Debian's OpenSSL has no 3DES in TLS.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record gnutls_case 'NORMAL:-VERS-ALL:+VERS-TLS1.0:-KX-ALL:+RSA:-CIPHER-ALL:+3DES-CBC:+SHA1:%NO_ETM'
