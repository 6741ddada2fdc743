#!/usr/bin/env bash
# Records captures anew: all, or the cases named. Needs root (network namespaces), tcpdump, openssl, gnutls-bin, curl, iproute2.
set -euo pipefail
cd "$(dirname "$0")"
cases=("$@")
[ $# -gt 0 ] || mapfile -t cases < <(ls -d */make.sh | grep -v '^keys/' | xargs -n1 dirname)
failed=0
for case in "${cases[@]}"; do
  echo "$case"
  bash "$case/make.sh" || { echo "  failed" >&2; failed=1; }
done
exit $failed
