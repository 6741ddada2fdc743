#!/usr/bin/env bash
# Records one case of this group, as its row of suites.tsv says.
#
# usage: make.sh CASE
#
# A row reads: case, stack, version, cipher, comment. It runs tools/stacks/STACK.sh VERSION CIPHER, both by the stack's names. The comment becomes the case's row
# in README.md. A case is named after the version and the suite's registered name.
set -euo pipefail
group=$(cd "$(dirname "$0")" && pwd)
case=${1:?usage: make.sh CASE}
row=$(awk -F'\t' -v name="$case" '$1 == name' "$group/suites.tsv")
[ -n "$row" ] || { echo "suites.tsv has no case $case" >&2; exit 1; }
IFS=$'\t' read -r _ stack version cipher _ <<<"$row"
here=$group/$case
mkdir -p "$here"
source "$group/../tools/stacks/$stack.sh" "$version" "$cipher"
