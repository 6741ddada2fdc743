#!/usr/bin/env bash
# Erlang's TLS implementation on both sides: TLS 1.3; decrypted with a key log. OTP 25.
source "$(dirname "$0")/../../tools/stacks/erlang.sh" tlsv1.3 TLS_CHACHA20_POLY1305_SHA256
