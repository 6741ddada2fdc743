#!/usr/bin/env bash
# Erlang's TLS implementation on both sides: TLS 1.2; decrypted with a key log. OTP 25.
source "$(dirname "$0")/../../tools/stacks/erlang.sh" tlsv1.2 ECDHE-RSA-AES256-GCM-SHA384
