#!/usr/bin/env bash
# Pictures of report pages, to look at before a change of the page is done: 1, 50 and 20,000 connections, the overview and one connection,
# 360, 800 and 1600 pixels wide, light and dark. Also docs/report.png, the picture of the README. Needs Debian's chromium and pngquant.
#
# usage: make-report-pictures.sh FOLDER
set -euo pipefail
mkdir -p "${1:?usage: make-report-pictures.sh FOLDER}"
folder=$(realpath "$1")
cd "$(dirname "$0")/../.."
dotnet build src/TlsDissect.Cli -c Release -v quiet --nologo
dotnet build tests/TlsDissect.Benchmarks -c Release -v quiet --nologo
tlsdissect=$PWD/src/TlsDissect.Cli/bin/Release/net10.0/tlsdissect.dll

# Cases with their keys, so that most connections are decrypted.
cases=(certificates/mutual-tls12 certificates/mutual-tls13 certificates/judged-validity certificates/judged-names certificates/judged-staples
  handshake/hello-retry-request handshake/refused handshake/handshake-aborted handshake/renegotiation-tls12 handshake/ech-accepted
  handshake/tls13-resumption handshake/hostile-names failures/cause-alpn failures/cause-expired-certificate findings/dh-512
  findings/heartbeat-overread-answered keys/no-key keys/psk-tls12 stacks/browser stacks/curl versions/tls10-rsa-aes128-sha)

# page NAME CASE...: a report about these cases.
page() {
  local name=$1 arguments=() case key
  shift
  for case in "$@"; do
    arguments+=("captures/$case/capture.pcap")
    for key in "captures/$case"/*.key; do [ ! -f "$key" ] || arguments+=(--key "$key"); done
    for key in "captures/$case"/keys.log; do [ ! -f "$key" ] || arguments+=(--keylog "$key"); done
  done
  dotnet "$tlsdissect" report --quiet --apart --include-plaintext --force "${arguments[@]}" -o "$folder/$name.html"
}

# shot PAGE WIDTH HEIGHT SCHEME PICTURE [FRAGMENT]: what a window of this size shows. 0 is Chromium's number of the dark scheme, 1 of the light one.
shot() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-prefers-reduced-motion --window-size="$2,$3" \
    --blink-settings=preferredColorScheme="$4" --virtual-time-budget=5000 --screenshot="$5" "file://$folder/$1.html${6:-}" 2>/dev/null
}

page 1 certificates/mutual-tls12
page 50 "${cases[@]}"
dotnet tests/TlsDissect.Benchmarks/bin/Release/net10.0/TlsDissect.Benchmarks.dll captures "$folder" ecdhe ecdhe-20000 20000 2000 16 0 0 1460
dotnet "$tlsdissect" report --quiet --force "$folder/ecdhe-20000.pcap" -o "$folder/20000.html"
rm "$folder/ecdhe-20000.pcap"

for page in 1 50 20000; do
  for width in 360 800 1600; do
    shot $page $width 3600 1 "$folder/$page-$width-light.png"
    shot $page $width 3600 0 "$folder/$page-$width-dark.png"
    shot $page $width 3600 1 "$folder/$page-$width-light-connection.png" '#connection-1'
    shot $page $width 3600 0 "$folder/$page-$width-dark-connection.png" '#connection-1'
  done
done

shot 1 1180 1400 1 docs/report.png '#connection-1'
pngquant --force --ext .png --speed 1 64 docs/report.png
ls -l "$folder"/*.png docs/report.png
