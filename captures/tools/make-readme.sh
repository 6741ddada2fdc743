#!/usr/bin/env bash
# Writes README.md, the index of the groups; GROUP/README.md, with a row for each case; and FEATURES.md from features.tsv. Tests compare them.
set -euo pipefail
export LC_ALL=C
source "$(dirname "$0")/cases.sh"
comments=$(comments)

# links CASE...: the cases, each with a link to its folder.
links() {
  local name separator=""
  for name in "$@"; do
    printf '%s[%s](%s)' "$separator" "$name" "$(folder_of "$name")"
    separator=", "
  done
}

# features: the rows of features.tsv. Cases are linked, tests are named.
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

# groups: one line per group: its name, a tab, its sentence.
groups() { grep -v '^#' tools/groups.tsv; }

while IFS=$'\t' read -r group sentence; do
  rows=$(sed -n "s,^$group/\([^\t]*\)\t\(.*\),| [\1](\1) | \2 |,p" <<<"$comments")
  cat >"$group/README.md" <<TEXT
# $group

$(fold -s -w 120 <<<"$sentence" | sed 's/ $//')

captures/tools/make-readme.sh writes this page. See [the other groups and what a case contains](../README.md).

| case | what it shows and how it was made |
|---|---|
$rows
TEXT
done < <(groups)

cat >FEATURES.md <<'TEXT'
# Features

Features of TLS, with the capture or test that covers each. tools/make-readme.sh writes this page from
tools/features.tsv; tests check each row. [COVERAGE.md](COVERAGE.md) lists the cipher suites.

| feature | evidence | where |
|---|---|---|
TEXT
features >>FEATURES.md

{
  cat <<TEXT
# Captures

$(wc -l <<<"$comments") captures made with real TLS software, the keys to decrypt them, and the expected output of \`tlsdissect read\`.
The tests read every case; adding one needs no C#. A case is a folder, \`captures/<group>/<case>\`.
Case names are unique across groups.

| group | cases | subject |
|---|---|---|
TEXT
  while IFS=$'\t' read -r group sentence; do
    echo "| [$group]($group/README.md) | $(grep -c "^$group/" <<<"$comments") | $sentence |"
  done < <(groups)
  cat <<'TEXT'

[FEATURES.md](FEATURES.md) lists the cases that show each feature. [COVERAGE.md](COVERAGE.md) has a row for every cipher
suite of the program: versions, TLS stack and case. `tools` has the scripts, the keys and certificates of all cases
(`tools/keys`) and the programs that are recorded (`tools/stacks`).

## Contents of a case

| file | content |
|---|---|
| `make.sh` | makes the capture. Its first comment says what the case shows, and which programs and options made it. A case of `suites` has a row in `suites/suites.tsv` instead |
| `capture.pcap` | the capture |
| `args` | arguments of `tlsdissect read` in this folder, one per line; the capture is the last |
| keys, key logs | copies, so that a case is self-contained. They are used only for these captures and protect nothing |
| `expected.jsonl` | the output of `read <args> --format json --hash`, byte for byte |
| `text-options`, `expected.txt` | if the text output is of interest: options, one per line, and the output of `read <text-options> <args>` |
| `tshark.txt` | an independent oracle, if tshark decrypts something: connection, suites, side, bytes and SHA-256 of the plaintext |
| `tshark-streams.txt` | the same of QUIC, by stream: connection, stream, side, bytes and SHA-256 |
| `tshark-streams-lacks.txt` | if tshark decrypts no streams of QUIC: the reason |
| `sent.txt` | of DTLS and QUIC, what was sent: flow, side, bytes and SHA-256 of the plaintext; of QUIC, the pages: flow, page, bytes, SHA-256 |
| `tshark-counts.txt` | if packets are not dissected: the number of each kind that tshark sees, by `tools/count-with-tshark.sh` |
| `tshark-options` | options that tshark needs to find the packets, one per line |
| `tshark-lacks.txt` | if tshark decrypts less than we do: the reason |

## How to add one

1. Create the folder `captures/<group>/<case>` and write `make.sh`. It sources `tools/lib.sh`, or a script of
   `tools/stacks`, which records loopback traffic in its own network namespace, with an MTU of 1500 and without
   segmentation offload. Or it makes a variant of another case with `tools/edit-pcap.py`.
   For a cipher suite, add a row to `suites/suites.tsv` instead; `suites/make.sh` records it.
2. `captures/tools/make-all.sh <case>` runs it. It needs root, tcpdump, and the programs that the case names.
3. `captures/tools/check-with-tshark.sh <case>` gives tshark the same keys and stores the size and SHA-256 of each
   connection's plaintext. The tests compare them with ours: an independent check.
   If tshark decrypts less, find out why and write the reason into `tshark-lacks.txt`, in one sentence.
4. `captures/tools/update-expected.sh <case>` writes `expected.jsonl`, `expected.txt` if the case has `text-options`,
   and the pages of the groups. Review the changes with `git diff` as you review code: the tests will expect them.
5. If the case shows a new feature, add a line to `tools/features.tsv`, and add the way to recognize it to
   `tests/TlsDissect.GoldenTests/Coverage/Features.cs`. `captures/tools/coverage.sh` counts the suites again.
   If it is the first to show a finding, an extension, a handshake message or a protocol before TLS, add it to
   `findings.tsv`, `extensions.tsv`, `messages.tsv` or `starttls.tsv` in `tools`, with a near miss.

`captures/tools/stacks/fetch.sh` installs everything that recording needs on a fresh Debian machine: packages, old and
new releases of Node, quiche, BouncyCastle.

If the output of all cases changes, for example because of a new JSON field, run `captures/tools/update-expected.sh`
without a name: it writes all of them.

## What cannot be recorded

No TLS stack in Debian, npm or NuGet supports these:

- KRB5 (RFC 2712), the EXPORT1024 and FIPS suites
- DH_RSA and DH_DSS with DES, with ARIA, and with Camellia and SHA-256; static ECDH with ARIA
- ECCPWD, ECJPAKE, AEGIS
- drafts of TLS 1.3 before 26
- DTLS 1.3 with key updates, connection IDs or short headers; QUIC version 2 of RFC 9369

Botan has AES-OCB, whose suites have no registered numbers. Debian builds GnuTLS without compressed certificates, and
NSS without ECH and key log: `tools/stacks/nss-secrets.c` exports its secrets instead. Debian builds no library with
DEFLATE for records: `tools/stacks/deflate.c` restores it in OpenSSL 1.0.1.
TEXT
} >README.md
