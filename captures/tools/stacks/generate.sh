#!/usr/bin/env bash
# Makes the directories suite-* of the lines of stacks/cases, and records those that have no capture yet.
#
# usage: stacks/generate.sh [WORD...]    only the lines that hold every WORD
#
# A line reads: stack, version, the suite's registered name, the suite's name in the stack. Remove a directory's capture.pcap to record it anew,
# or run its make.sh. A suite that a line before has recorded with the same version is left out.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A versions=([ssl2]="SSL 2.0" [ssl3]="SSL 3.0" [tls1]="TLS 1.0" [tls1_1]="TLS 1.1" [tls1_2]="TLS 1.2" [tls1_3]="TLS 1.3")
declare -A stacks=(
  [openssl]="OpenSSL 3.0" [gnutls]="GnuTLS 3.7" [node]="OpenSSL 1.0.1q in Node 0.12.9" [node4]="OpenSSL 1.0.2o in Node 4.9.1" [bouncycastle]="BouncyCastle 2.7"
  [java]="Java 17" [nss]="NSS 3.87" [mbedtls]="Mbed TLS 2.28" [wolfssl]="wolfSSL 5.5" [botan]="Botan 2.19" [go]="Go 1.19")
failed=0
done=()
while read -r stack version suite name; do
  case $stack in '' | '#'*) continue ;; esac
  line="$stack $version $suite $name"
  for word in "$@"; do [[ $line == *"$word"* ]] || continue 2; done
  directory=suite-${version//_/}-$(tr "A-Z_" "a-z-" <<<"${suite#*_}" | sed "s/-with-/-/; s/^ck-//; s/^tls-/old-/")
  directory=${directory/suite-tls1-/suite-tls10-}
  if [ ! -f "$directory/make.sh" ]; then
    mkdir -p "$directory"
    printf '#!/usr/bin/env bash\n# %s over %s. %s, both sides.\nsource "$(dirname "$0")/../stacks/%s.sh" %s %s\n' \
      "$suite" "${versions[$version]}" "${stacks[$stack]}" "$stack" "$version" "$name" >"$directory/make.sh"
    chmod +x "$directory/make.sh"
  fi
  [ ! -f "$directory/capture.pcap" ] || continue
  echo "$directory"
  if ! timeout 60 bash "$directory/make.sh"; then
    echo "  failed: $line" >&2
    failed=1
    rm -rf "$directory"
  else
    done+=("$directory")
  fi
done <stacks/cases
[ ${#done[@]} = 0 ] || ./check-with-tshark.sh "${done[@]}"
exit $failed
