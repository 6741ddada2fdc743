#!/usr/bin/env bash
# A key share of the finite field group ffdhe2048 (RFC 7919), and ECH GREASE. TLS 1.3; decrypted with a key log. NSS 3.87, both sides.
server_options=(-V tls1.3:tls1.3 -I FF2048)
source "$(dirname "$0")/../../tools/stacks/nss.sh" -V tls1.3:tls1.3 -I FF2048 -i 100 -e
