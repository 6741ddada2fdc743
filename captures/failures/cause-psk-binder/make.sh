#!/usr/bin/env bash
# The first client has another pre-shared key than the server under the same identity, so that its binder does not verify. The second client has the same key. OpenSSL 3.0, TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

record openssl_clients -tls1_3 -nocert -keylogfile "$here/keys.log" -psk_identity lab -psk 0102030405060708 -- -tls1_3 -psk_identity lab -psk ff02030405060708 -- -tls1_3 -psk_identity lab -psk 0102030405060708
