#!/usr/bin/env bash
# Stands for ssh in tests: notes the host and runs the command here.
set -euo pipefail
while [[ $1 == -* ]]; do shift; done
echo "$1" >>"$HOSTS_ASKED"
shift
[ "$1" != -- ] || shift
# A host's $SHELL is another's, or not set.
unset SHELL
exec bash -c "$*"
