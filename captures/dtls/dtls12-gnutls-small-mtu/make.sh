#!/usr/bin/env bash
# An MTU of 200 bytes: GnuTLS sends a handshake message in fragments, one in each datagram. Mutual authentication. DTLS 1.2; decrypted with a key log. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

record gnutls_talk 'NORMAL:-VERS-ALL:+VERS-DTLS1.2' --mtu 200 --require-client-cert --x509cafile "$keys/ca.pem" -- --mtu 200 --x509certfile "$keys/client.pem" --x509keyfile "$keys/client.key"
use_log
