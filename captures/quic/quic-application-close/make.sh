#!/usr/bin/env bash
# The server ends the connection with an error of the application and a reason, after one page; decrypted with a key log. quiche 0.18 with BoringSSL, both sides.
source "$(dirname "$0")/../../tools/stacks/quiche.sh"

record quiche_case application-close
