# BouncyCastle's TLS API, in C#: source bouncycastle.sh VERSION SUITE, the suite by its registered name. See suite.sh and bouncycastle.cs.
version=$1 cipher=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

program=$stacks/bouncycastle/bouncycastle.dll
# Built in another folder, without this repository's build settings.
if [ ! -f "$program" ] || [ "$tools/stacks/bouncycastle.cs" -nt "$program" ]; then
  cp "$tools/stacks/bouncycastle.cs" "$work/"
  dotnet build "$work/bouncycastle.cs" -o "$stacks/bouncycastle" -v q --nologo
fi

how=keylog key=$keys/server.key
case $cipher in
  TLS_RSA_PSK_*) how=rsa_psk ;;
  TLS_RSA_*) how=rsa ;;
  TLS_PSK_*) how=psk ;;
esac

bouncycastle_case() {
  start_recording
  inside timeout 20 dotnet "$program" "$version" "$cipher" "$port" "$keys" "$work/keys.log" >"$work/client.log" 2>&1 || true
  stop_recording
}

record bouncycastle_case
answered "$work/client.log"
opened $how
case $how in
  keylog) cp "$work/keys.log" "$here/keys.log" ;;
  rsa_psk) cp "$work/keys.log" "$here/oracle.log" ;;
esac
