#!/usr/bin/env bash
# RSA_EXPORT with a certificate of 2048 bits: the server signs a temporary key of 512 bits, so its own key does not decrypt the session. Java 17.
source "$(dirname "$0")/../../tools/stacks/java.sh" tls1 SSL_RSA_EXPORT_WITH_RC4_40_MD5
