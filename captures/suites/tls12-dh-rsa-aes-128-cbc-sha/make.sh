#!/usr/bin/env bash
# TLS_DH_RSA_WITH_AES_128_CBC_SHA over TLS 1.2. OpenSSL 1.0.2o in Node 4.9.1, both sides.
source "$(dirname "$0")/../stacks/node4.sh" tls1_2 DH-RSA-AES128-SHA
