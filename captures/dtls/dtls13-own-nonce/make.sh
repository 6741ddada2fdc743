#!/usr/bin/env bash
# DTLS 1.3 as NSS 3.87 has it: the nonce of a record includes the epoch, as in DTLS 1.2 and against RFC 9147, section 4. Decrypted with a key log. NSS 3.87, both sides.
source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" own_nonce
