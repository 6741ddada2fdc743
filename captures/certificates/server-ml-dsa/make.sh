#!/usr/bin/env bash
# A server certificate with an ML-DSA-65 key (RFC 9881), which signs CertificateVerify. TLS 1.3; decrypted with a key log. OpenSSL 3.5 in Node 26, both sides.
source "$(dirname "$0")/../../tools/stacks/node26.sh" X25519 ml-dsa-65
