#!/usr/bin/env bash
# Erlang's own TLS, both sides: TLS 1.2; opened with a key log. OTP 25.
source "$(dirname "$0")/../../tools/stacks/erlang.sh" tlsv1.2 ECDHE-RSA-AES256-GCM-SHA384
