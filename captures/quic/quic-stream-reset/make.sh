#!/usr/bin/env bash
# Streams that end early: the client resets an upload (RESET_STREAM); it stops a page (STOP_SENDING), which the server then resets; two others end as usual; decrypted with a key log. quiche 0.18 with BoringSSL, both sides.
source "$(dirname "$0")/../../tools/stacks/quiche.sh"

record quiche_case stream-reset
