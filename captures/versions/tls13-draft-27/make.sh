#!/usr/bin/env bash
# TLS 1.3 as draft 27 had it; opened with a key log. h2o 2.2 (picotls) serves, mint asks.
source "$(dirname "$0")/../../tools/stacks/draft.sh" 27
