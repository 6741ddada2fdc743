#!/usr/bin/env bash
# TLS 1.3 as draft 28 had it; opened with a key log. h2o 2.2 (picotls) serves, mint asks.
source "$(dirname "$0")/../../tools/stacks/draft.sh" 28
