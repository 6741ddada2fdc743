#!/usr/bin/env bash
# Counts every cipher suite of the program once: writes COVERAGE.md from `tlsdissect suites` and the decrypted connections in
# the cases' expected.jsonl. A test compares.
#
# usage: coverage.sh    TLSDISSECT is the program to run; default: the Release build
set -euo pipefail
export LC_ALL=C
source "$(dirname "$0")/cases.sh"
program=${TLSDISSECT:-../src/TlsDissect.Cli/bin/Release/net10.0/tlsdissect}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One line per suite and version: number, name, version, folder. If several cases have it, the one recorded for it.
jq -r 'select(.type == "connection" and .cipher_suite != null and (.decryption.status | IN("decrypted", "not_needed")) and .decryption.finished_verified == {"client": true, "server": true})
  | [.cipher_suite.id, .cipher_suite.name, .version, (input_filename | split("/")[0:2] | join("/"))] | @tsv' */*/expected.jsonl |
  awk -F'\t' '{ print (($4 ~ /^suites\//) ? 0 : ($4 ~ /^versions\/|\/static-/) ? 1 : 2) "\t" $0 }' | sort -t$'\t' -k2,2n -k4,4 -k1,1n -k5,5 | awk -F'\t' '!seen[$2, $4]++' | cut -f2- >"$work/recorded"

# The stack of a case is the last sentence of its comment.
declare -A stacks=()
while IFS=$'\t' read -r folder stack; do stacks[$folder]=$stack; done < <(comments | sed 's/\.$//; s/\t.*\. /\t/; s/, both sides$//')

while IFS=$'\t' read -r id name version folder; do
  printf '%s\t%s\t[%s](%s)\t%s\t%s\n' "$id" "$name" "$version" "$folder" "${stacks[$folder]}" "$([ -f "$folder/tshark.txt" ] && echo yes || echo no)"
done <"$work/recorded" >"$work/rows"

"$program" suites --format json | jq -r '[.id, .name, (if .decrypts then "sealed by a test" else "unsupported" end)] | @tsv' >"$work/suites"
awk -F'\t' '
  FNR == NR { links[$1] = links[$1] (links[$1] ? ", " : "") $3; if (index(stacks[$1], $4) == 0) stacks[$1] = stacks[$1] (stacks[$1] ? ", " : "") $4; tshark[$1] = tshark[$1] == "yes" ? "yes" : $5; names[$1] = $2; next }
  { known[$1] = 1; printf "%d\t| 0x%04X | %s | %s | %s | %s |\n", $1, $1, $2, ($1 in links ? links[$1] : $3), stacks[$1], tshark[$1] }
  END { for (id in links) if (!(id in known)) printf "%d\t| 0x%04X | %s | %s | %s | %s |\n", id, id, names[id], links[id], stacks[id], tshark[id] }
' "$work/rows" "$work/suites" | sort -n | cut -f2- >"$work/table"

recorded=$(grep -c '](' "$work/table")
sealed=$(grep -c '| sealed by a test |' "$work/table")
unsupported=$(grep -c '| unsupported |' "$work/table")
cat >COVERAGE.md <<TEXT
# Cipher suites

tools/coverage.sh writes this page; a test checks each row. $recorded suites are recorded with real TLS stacks and
decrypted, with both Finished messages verified. No stack here supports $sealed others, which are *sealed by a test*:
published vectors cover their ciphers (tests/TlsDissect.Tests/Vectors), EverySuiteTests their records.
$unsupported are not decrypted: docs/ciphers.md says why.

| number | suite | recorded over | stacks | decrypted by tshark |
|---|---|---|---|---|
TEXT
cat "$work/table" >>COVERAGE.md
