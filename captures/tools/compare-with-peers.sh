#!/usr/bin/env bash
# Compares tshark, ssldump and tlsdissect on the same captures: plaintext bytes, and accepted key files. Prints the table in the README.
#
# usage: compare-with-peers.sh [TLSDISSECT]    default: the program as `dotnet build -c Release` leaves it
set -euo pipefail
source "$(dirname "$0")/cases.sh"
program=${1:-../src/TlsDissect.Cli/bin/Release/net10.0/tlsdissect}
HOME=$(mktemp -d) # without a user's preferences
export HOME
trap 'rm -rf "$HOME"' EXIT

# by_tshark FOLDER KEY PASSWORD [OPTION...]: plaintext bytes of both sides of the first connection.
by_tshark() {
  local name=$1 key=$2 password=$3
  shift 3
  local hex
  hex=$(tshark -r "$name/capture.pcap" -o "uat:rsa_keys:\"$PWD/$key\",\"$password\"" "$@" -q -z follow,tls,raw,0 2>/dev/null | grep -E '^\s*[0-9a-f]+$' | tr -d ' \t\n' || true)
  echo $((${#hex} / 2))
}

# by_ssldump FOLDER: number of application data records that it shows; it prints them as text, so bytes cannot be counted.
by_ssldump() { ssldump -r "$1/capture.pcap" -k "$1/server.key" -d -n 2>/dev/null | grep -c 'application_data' || true; }

by_us() { "$program" read "$1/capture.pcap" --key "$1/server.key" --format json -q | jq 'select(.type == "connection") | [.application_data.client.bytes, .application_data.server.bytes] | add'; }

records() { "$program" read "$1/capture.pcap" --key "$1/server.key" --format json -q | jq 'select(.type == "connection") | .application_data | .client.records + .server.records'; }

in_order=tcp.reassemble_out_of_order:TRUE
echo "| plaintext bytes | tshark | tshark with \`-o $in_order\` | ssldump: records shown | tlsdissect |"
echo "|---|---|---|---|---|"
for name in transfer large-transfer reordered duplicated lossy; do
  folder=$(folder_of $name)
  echo "| [$name](captures/$folder) | $(by_tshark $folder $folder/server.key '') | $(by_tshark $folder $folder/server.key '' -o $in_order) | $(by_ssldump $folder) of $(records $folder) | $(by_us $folder) |"
done

formats=$(folder_of key-formats)
taken_tshark=0 taken_us=0 files=0
for key in $formats/*.{pem,der,p12}; do
  files=$((files + 1))
  password=$(cat $formats/password.txt)
  if [ "$(by_tshark $formats "$key" '')" -gt 0 ] || [ "$(by_tshark $formats "$key" "$password")" -gt 0 ]; then taken_tshark=$((taken_tshark + 1)); fi
  status=$("$program" read $formats/capture.pcap --key "$key" --key-password-file $formats/password.txt --format json -q 2>/dev/null | jq -r 'select(.type == "connection").decryption.status' || true)
  [ "$status" != decrypted ] || taken_us=$((taken_us + 1))
done
echo
echo "Of $files files that hold one RSA key in its usual encodings, tshark takes $taken_tshark, tlsdissect $taken_us."
