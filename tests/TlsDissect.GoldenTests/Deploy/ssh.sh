#!/usr/bin/env bash
# Stands for ssh in tests: notes the host and runs the command here.
set -euo pipefail
while [[ $1 == -* ]]; do shift; done
echo "$1" >>"$HOSTS_ASKED"
shift
[ "$1" != -- ] || shift
exec bash -c "$*"
