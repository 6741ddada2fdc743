#!/usr/bin/env bash
# A modern suite over TLS 1.2, without a finding above info. Java 17, both sides.
source "$(dirname "$0")/../../tools/stacks/java.sh" tls1_2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
