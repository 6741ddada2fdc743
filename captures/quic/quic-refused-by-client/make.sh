#!/usr/bin/env bash
# The client trusts only the authorities of the system, not that of the certificate: it ends with the TLS alert unknown_ca in a CONNECTION_CLOSE; decrypted with a key log. quiche 0.18 with BoringSSL, both sides.
source "$(dirname "$0")/../../tools/stacks/quiche.sh"

record quiche_case refused-by-client
