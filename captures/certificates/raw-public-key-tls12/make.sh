#!/usr/bin/env bash
# The server sends a raw public key instead of a certificate (RFC 7250): TLS 1.2; decrypted with a key log. GnuTLS 3.7, both sides.
version=TLS1.2
source "$(dirname "$0")/../raw-public-key/make.sh"
