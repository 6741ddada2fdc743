#!/usr/bin/env bash
# Writes README.md: one row a capture, from the first comment of its make.sh. A test compares.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")"

# features: the table of features.tsv. A case is linked, a test named as it is.
features() {
  awk -F'\t' '/^#/ { next } {
    shown = $3
    if ($2 == "recorded") { shown = ""; count = split($3, cases, " "); for (i = 1; i <= count; i++) shown = shown (i > 1 ? ", " : "") "[" cases[i] "](" cases[i] ")" }
    else shown = ($3 ? "`" $3 "`; " : "") $4
    print "| " $1 " | " $2 " | " shown " |"
  }' features.tsv
}

# row CASE: the comment's lines, from the second of the file to the first that is none.
row() { sed -n '2,${/^#/!q;s/^# \{0,1\}//;p}' "$1/make.sh" | paste -sd' ' | sed "s,^,| [$1]($1) | ,;s,\$, |,"; }

{
  cat <<'TEXT'
# Captures

Each folder is a case: a capture made with real TLS software, the keys to open it, and what `tlsdissect read` has to say of it. The tests read every folder; adding one needs no C#.
`make-readme.sh` writes this file, each row from the first comment of the case's `make.sh`.

## What is in a case

| file | what |
|---|---|
| `make.sh` | makes the capture. Its first comment says what the case proves, which programs made it, and with which options |
| `capture.pcap` | the capture |
| `args` | what `tlsdissect read` is given in the folder, one argument a line; the capture is the last |
| keys, key logs | copies, so that a case is whole by itself. They are for these captures alone and protect nothing |
| `expected.jsonl` | the output of `read <args> --format json --hash`, byte for byte |
| `text-options`, `expected.txt` | where the case tells something as text: options, one a line, and the output of `read <text-options> <args>` |
| `tshark.txt` | the oracle, where tshark decrypts something: connection, suites, side, bytes and SHA-256 of the plaintext |
| `tshark-counts.txt` | where packets are not dissected: how many of each kind tshark sees, by `count-with-tshark.sh` |
| `tshark-options` | what tshark has to be told to find the packets, one option a line |
| `tshark-lacks.txt` | where tshark decrypts less than we do: why |

## How to add one

1. `mkdir captures/<case>` and write `make.sh`: it sources `lib.sh`, or a script of `stacks/`, which records traffic on loopback inside a network namespace of its own, with an MTU of 1500 and no segmentation offload; or it
   makes a variant of another case with `edit-pcap.py`.
2. `captures/make-all.sh <case>` runs it. It needs root, tcpdump, and the programs that the case names.
3. `captures/check-with-tshark.sh <case>` asks tshark, which gets the same keys, for each connection's plaintext. The tests compare size and SHA-256 with ours, so that what we expect does not come from us alone.
   Where tshark has less, find out why, and write it into `tshark-lacks.txt` in a sentence.
4. `captures/update-expected.sh <case>` writes `expected.jsonl`, and `expected.txt` where there is `text-options`, and this file. Read what changed with `git diff` as you would read code: from then on it is what is right.

5. If it shows a feature that none did, `features.tsv` gets a line, and `tests/TlsDissect.GoldenTests/Coverage/Features.cs` says how that is seen. `captures/coverage.sh` counts the suites anew.

`captures/stacks/fetch.sh` brings everything that recording needs to a bare Debian machine: packages, old and new Nodes, BouncyCastle.

When the output of all cases changes, a new JSON field for instance, `captures/update-expected.sh` without a name writes all of them.

## Suites and features

[COVERAGE.md](COVERAGE.md) has a row for every cipher suite of the program: in which versions it is recorded, by which stack and in which case. It counts them.

What no stack that Debian, npm or NuGet has speaks any more, or ever spoke: KRB5 (RFC 2712), the EXPORT1024 and FIPS suites, DH_RSA and DH_DSS with DES, with Camellia's SHA-256 and
with ARIA, static ECDH with ARIA, ECCPWD, ECJPAKE, AEGIS, and TLS 1.3's drafts before 26. AES-OCB, which Botan has, has no registered numbers. Debian builds GnuTLS without compressed
certificates, NSS without ECH and without a key log (`stacks/nss-secrets.c` asks it for its secrets instead), and no library with DEFLATE for records (`stacks/deflate.c` gives it back to
OpenSSL 1.0.1).

| feature | how it is proved | by what |
|---|---|---|
TEXT
  features
  cat <<'TEXT'

## Cases

| case | what it proves and how it was made |
|---|---|
TEXT
  for args in */args; do row "${args%/args}"; done
} >README.md
