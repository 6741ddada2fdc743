#!/usr/bin/env bash
# TLS 1.0, CBC: what is sent is split into a record of one byte and one of the rest, against BEAST. Java 17.
opened=rsa source "$(dirname "$0")/../../tools/stacks/java.sh" tls1 TLS_RSA_WITH_AES_128_CBC_SHA
