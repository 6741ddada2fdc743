#!/usr/bin/env bash
# Records captures again: all, or the cases named. Needs root (network namespaces), tcpdump, openssl, gnutls-bin, curl, iproute2.
set -euo pipefail
source "$(dirname "$0")/cases.sh"
cases=("$@")
[ $# -gt 0 ] || mapfile -t cases < <(comments | cut -f1)
failed=0
for case in "${cases[@]}"; do
  echo "$case"
  name=$(basename "$case")
  if cut -f1 suites/suites.tsv | grep -qxF -- "$name"; then script=(suites/make.sh "$name"); else script=("$(folder_of "$case")/make.sh"); fi
  bash "${script[@]}" || { echo "  failed" >&2; failed=1; }
done
exit $failed
