#!/usr/bin/env bash
# TLS 1.0, CBC: data is split into a record of one byte and a record with the rest, a defense against BEAST. Java 17.
opened=rsa source "$(dirname "$0")/../../tools/stacks/java.sh" tls1 TLS_RSA_WITH_AES_128_CBC_SHA
