#!/usr/bin/env bash
# TLS 1.3 draft 27; decrypted with a key log. h2o 2.2 (picotls) is the server, mint the client.
source "$(dirname "$0")/../../tools/stacks/draft.sh" 27
