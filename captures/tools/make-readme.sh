#!/usr/bin/env bash
# Writes README.md, the index of the groups; GROUP/README.md, a row a case; and FEATURES.md of features.tsv. Tests compare.
set -euo pipefail
export LC_ALL=C
source "$(dirname "$0")/cases.sh"
comments=$(comments)

# links CASE...: each with a link to its folder.
links() {
  local name separator=""
  for name in "$@"; do
    printf '%s[%s](%s)' "$separator" "$name" "$(folder_of "$name")"
    separator=", "
  done
}

# features: the rows of features.tsv. A case is linked, a test named as it is.
features() {
  local feature how by remark
  while IFS=$'\t' read -r feature how by remark; do
    case $how in
      recorded) by=$(links $by) ;;
      tested) by="\`$by\`; $remark" ;;
      *) by=$remark ;;
    esac
    echo "| $feature | $how | $by |"
  done < <(grep -v '^#' tools/features.tsv | sed 's/\t\t/\t-\t/g')
}

# groups: group, a tab, its sentence.
groups() { grep -v '^#' tools/groups.tsv; }

while IFS=$'\t' read -r group sentence; do
  rows=$(sed -n "s,^$group/\([^\t]*\)\t\(.*\),| [\1](\1) | \2 |,p" <<<"$comments")
  cat >"$group/README.md" <<TEXT
# $group

$sentence

captures/tools/make-readme.sh writes this page. See [the other groups and what a case contains](../README.md).

| case | what it proves and how it was made |
|---|---|
$rows
TEXT
done < <(groups)

cat >FEATURES.md <<'TEXT'
# Features

Each feature of TLS, and what shows that it is dissected. tools/make-readme.sh writes this page of tools/features.tsv; tests check each row. [COVERAGE.md](COVERAGE.md) counts the cipher suites.

| feature | how it is proved | by what |
|---|---|---|
TEXT
features >>FEATURES.md

{
  cat <<TEXT
# Captures

$(wc -l <<<"$comments") captures made with real TLS software, the keys to decrypt them, and what \`tlsdissect read\` has to say of each. The tests read every case; adding one needs no C#.
A case is a folder, \`captures/<group>/<case>\`. Its name is in one group only.

| group | cases | what they are about |
|---|---|---|
TEXT
  while IFS=$'\t' read -r group sentence; do
    echo "| [$group]($group/README.md) | $(grep -c "^$group/" <<<"$comments") | $sentence |"
  done < <(groups)
  cat <<'TEXT'

[FEATURES.md](FEATURES.md) says which case shows which feature. [COVERAGE.md](COVERAGE.md) has a row for every cipher suite of the program: in which versions it is recorded, by which stack
and in which case. `tools` holds the scripts, the keys and certificates of all cases (`tools/keys`) and the programs that are recorded (`tools/stacks`).

## What is in a case

| file | what |
|---|---|
| `make.sh` | makes the capture. Its first comment says what the case proves, which programs made it, and with which options. A case of `suites` is a row of `suites/suites.tsv` instead |
| `capture.pcap` | the capture |
| `args` | what `tlsdissect read` is given in the folder, one argument a line; the capture is the last |
| keys, key logs | copies, so that a case is whole by itself. They are for these captures alone and protect nothing |
| `expected.jsonl` | the output of `read <args> --format json --hash`, byte for byte |
| `text-options`, `expected.txt` | where the case tells something as text: options, one a line, and the output of `read <text-options> <args>` |
| `tshark.txt` | the oracle, where tshark decrypts something: connection, suites, side, bytes and SHA-256 of the plaintext |
| `tshark-counts.txt` | where packets are not dissected: how many of each kind tshark sees, by `tools/count-with-tshark.sh` |
| `tshark-options` | what tshark has to be told to find the packets, one option a line |
| `tshark-lacks.txt` | where tshark decrypts less than we do: why |

## How to add one

1. `mkdir captures/<group>/<case>` and write `make.sh`: it sources `tools/lib.sh`, or a script of `tools/stacks`, which records traffic on loopback inside a network namespace of its own, with an MTU of 1500 and no segmentation
   offload; or it makes a variant of another case with `tools/edit-pcap.py`. A cipher suite needs a row of `suites/suites.tsv` instead; `suites/make.sh` records it.
2. `captures/tools/make-all.sh <case>` runs it. It needs root, tcpdump, and the programs that the case names.
3. `captures/tools/check-with-tshark.sh <case>` asks tshark, which gets the same keys, for each connection's plaintext. The tests compare size and SHA-256 with ours, so that what we expect does not come from us alone.
   Where tshark has less, find out why, and write it into `tshark-lacks.txt` in a sentence.
4. `captures/tools/update-expected.sh <case>` writes `expected.jsonl`, and `expected.txt` where there is `text-options`, and the pages of the groups. Read what changed with `git diff` as you would read code: from then on it is
   what is right.
5. If it shows a feature that none did, `tools/features.tsv` gets a line, and `tests/TlsDissect.GoldenTests/Coverage/Features.cs` says how that is seen. `captures/tools/coverage.sh` counts the suites anew.

`captures/tools/stacks/fetch.sh` brings everything that recording needs to a bare Debian machine: packages, old and new Nodes, BouncyCastle.

When the output of all cases changes, a new JSON field for instance, `captures/tools/update-expected.sh` without a name writes all of them.

## What cannot be recorded

What no stack that Debian, npm or NuGet has speaks any more, or ever spoke: KRB5 (RFC 2712), the EXPORT1024 and FIPS suites, DH_RSA and DH_DSS with DES, with Camellia's SHA-256 and
with ARIA, static ECDH with ARIA, ECCPWD, ECJPAKE, AEGIS, and TLS 1.3's drafts before 26. AES-OCB, which Botan has, has no registered numbers. Debian builds GnuTLS without compressed
certificates, NSS without ECH and without a key log (`tools/stacks/nss-secrets.c` asks it for its secrets instead), and no library with DEFLATE for records (`tools/stacks/deflate.c` gives it
back to OpenSSL 1.0.1).
TEXT
} >README.md
