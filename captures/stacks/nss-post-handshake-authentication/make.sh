#!/usr/bin/env bash
# TLS 1.3: the server requests a certificate after the handshake, and the client sends one and signs; decrypted with a key log. NSS 3.87, both sides.
server_options=(-V tls1.3:tls1.3 -E -r -r -r)
source "$(dirname "$0")/../../tools/stacks/nss.sh" -V tls1.3:tls1.3 -E -n client
