#!/usr/bin/env bash
# What `read` says of the captures, as the files that the tests compare with: review what changes with git diff.
#
# usage: update-expected.sh [CASE...]    CASE/expected.jsonl, and CASE/expected.txt where there is CASE/text-options; all cases without an argument
#
# TLSDISSECT names the program; else the sources are built.
set -euo pipefail
cd "$(dirname "$0")"
if [ -z "${TLSDISSECT:-}" ]; then
  dotnet build ../src/TlsDissect.Cli -c Release -v quiet --nologo -clp:ErrorsOnly
  TLSDISSECT=$PWD/../src/TlsDissect.Cli/bin/Release/net10.0/tlsdissect
fi
cases=("$@")
[ $# -gt 0 ] || mapfile -t cases < <(find . -name args -printf '%P\n' | xargs -n1 dirname | sort)

# read_case FILE OPTIONS...: under a temporary name first, so that a failure leaves what is there. A capture's own problems (1) are part of a case.
read_case() {
  local file=$1 code=0
  shift
  "$TLSDISSECT" read --quiet "$@" "${arguments[@]}" >"$file.new" 2>"$file.log" || code=$?
  if [ $code -gt 1 ]; then cat "$file.log" >&2; rm -f "$file.new" "$file.log"; return 1; fi
  rm "$file.log"
  mv "$file.new" "$file"
}

for case in "${cases[@]}"; do
  (
    cd "$case"
    mapfile -t arguments <args
    read_case expected.jsonl --format json --hash
    [ ! -f text-options ] || { mapfile -t options <text-options; read_case expected.txt "${options[@]}"; }
  ) || { echo "$case: failed" >&2; exit 1; }
done
