#!/usr/bin/env bash
# TLS 1.2, TLS_RSA_WITH_AES_128_CBC_SHA, MAC-then-encrypt, no extended master secret. gnutls-cli 3.7 to OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

record gnutls_client_case 'NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA:-CIPHER-ALL:+AES-128-CBC:+SHA1:%NO_SESSION_HASH:%NO_ETM' -no_ticket
