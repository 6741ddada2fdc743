#!/usr/bin/env bash
# Writes the public API of the libraries as it is to their PublicAPI.Unshipped.txt, for review as a diff. Takes about a minute.
# A build fails when the API and the files differ. At a release, the lines of Unshipped.txt move to Shipped.txt.
# A shipped member that is removed needs a line *REMOVED* in Unshipped.txt, written by hand; it is kept here.
set -euo pipefail
cd "$(dirname "$0")"
for project in TlsDissect TlsDissect.Capture; do
  file=$project/PublicAPI.Unshipped.txt
  removed=$(grep '^\*REMOVED\*' "$file" || true)
  printf '%s\n' '#nullable enable' ${removed:+"$removed"} >"$file"
  dotnet restore "$project" -v quiet
  dotnet format analyzers "$project" --diagnostics RS0016 --severity warn --no-restore
done
dotnet build TlsDissect.Capture -c Release -v quiet
wc -l TlsDissect*/PublicAPI.*.txt
