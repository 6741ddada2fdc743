#!/usr/bin/env bash
# Writes the output of `read` for the captures into the files that the tests compare with. Review the changes with git diff.
#
# usage: update-expected.sh [CASE...]    CASE/expected.jsonl, and CASE/expected.txt if there is CASE/text-options; all cases without an argument.
#                                    README.md, FEATURES.md and the groups' README.md too
#
# NO_BUILD=1 uses the last build of the tests.
set -euo pipefail
source "$(dirname "$0")/cases.sh"
tools/make-readme.sh
names=()
for case in "$@"; do
  folder_of "$case" >/dev/null
  names+=("$(basename "$case")")
done
export TLSDISSECT_UPDATE_EXPECTED="${names[*]:-*}"
dotnet test ../tests/TlsDissect.GoldenTests -c Release ${NO_BUILD:+--no-build} --nologo -v quiet --filter FullyQualifiedName~GoldenFileTests
git status --short -- .
