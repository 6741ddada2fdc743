#!/usr/bin/env bash
# The server has an Ed25519 key. The first client accepts RSA and ECDSA signatures only, as many do, and the server refuses it with handshake_failure: its offer has everything usual. The second client accepts Ed25519 too. OpenSSL 3.0, TLS 1.3.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

certificate=$keys/ed25519.pem key=$keys/ed25519.key
usual=RSA-PSS+SHA256:ECDSA+SHA256
record openssl_clients -tls1_3 -keylogfile "$here/keys.log" -- -tls1_3 -sigalgs $usual -- -tls1_3 -sigalgs $usual:ed25519
