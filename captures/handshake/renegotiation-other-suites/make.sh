#!/usr/bin/env bash
# TLS 1.2: the client renegotiates and changes the suite from GCM to RC4. Java 17.
opened=rsa source "$(dirname "$0")/../../tools/stacks/java.sh" tls1_2 TLS_RSA_WITH_AES_128_GCM_SHA256,SSL_RSA_WITH_RC4_128_SHA
