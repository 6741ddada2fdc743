#!/usr/bin/env bash
# Which suites are recorded, in which versions and by which stack: writes COVERAGE.md from the suite-* directories.
set -euo pipefail
cd "$(dirname "$0")"
{
  echo "# Suites recorded from real stacks"
  echo
  echo 'Made by coverage.sh. Each directory: expected.jsonl says whether it is opened; tshark.txt is what tshark made of it.'
  echo
  echo "| suite | version | stack | tshark opens it |"
  echo "|---|---|---|---|"
  for case in suite-*/; do
    sed -n '2s/^# \(.*\) over \(.*[0-9]\)\. \(.*\), both sides\.$/| \1 | \2 | \3 |/p' "$case/make.sh" | sed "s/$/ $([ -f "$case/tshark.txt" ] && echo yes || echo 'no') |/"
  done | sort
} >COVERAGE.md
