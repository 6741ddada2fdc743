#!/usr/bin/env bash
# Scans with GNU parallel in PARTS parts. The other arguments are those of `tlsdissect scan`.
#   parallel.sh PARTS captures.list --out rows --keylog keys.log
#   HOSTS=server/big1,server/big2 JOBS=16 parallel.sh 64 captures.list --out rows     over ssh, in the same folder of each
# Ends with the worst exit code of the parts: 0 done, 1 some captures could not be read, 2 or more not complete.
set -euo pipefail
# Without it each host's $SHELL runs the part: any shell, and where it is not set nothing runs and the part counts as done.
export PARALLEL_SHELL=/bin/sh
parts=${1:?number of parts}
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT

options=(--quote --joblog "$log" --jobs "${JOBS:-100%}")
[ -z "${HOSTS-}" ] || options+=(--sshlogin "$HOSTS" --workdir "$PWD")

# Not --retries: it repeats a part that ends with 1, and 1 means "look".
seq "$parts" | parallel "${options[@]}" "${TLSDISSECT:-tlsdissect}" scan "$@" --part "{}/$parts" --jobs 1 || true

# Columns 7 and 8 of the log: exit code, signal. A part without a row did not run.
awk -v parts="$parts" '
  NR > 1 { rows++; code = $8 ? 128 + $8 : $7; if (code > worst) worst = code }
  END { exit rows < parts && worst < 2 ? 2 : worst }' "$log"
