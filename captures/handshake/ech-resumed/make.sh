#!/usr/bin/env bash
# Two connections with Encrypted Client Hello; the inner hello of the second resumes the first. BoringSSL of Android 13, both sides.
source "$(dirname "$0")/../../tools/stacks/ech.sh" resume
