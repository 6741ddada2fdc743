# BouncyCastle over DTLS, in C#, both sides: source bouncycastle-dtls.sh VERSION SUITE [OPTION...], the suite by its registered name, with $deeds for a relay in
# between, as datagram-relay.py has them. See bouncycastle-dtls.cs.
version=$1 cipher=$2
options=("${@:3}")
source "$(dirname "${BASH_SOURCE[0]}")/../dtls.sh"

program=$stacks/bouncycastle-dtls/bouncycastle-dtls.dll
# Built in another folder, without this repository's build settings.
if [ ! -f "$program" ] || [ "$tools/stacks/bouncycastle-dtls.cs" -nt "$program" ]; then
  cp "$tools/stacks/bouncycastle-dtls.cs" "$work/"
  dotnet build "$work/bouncycastle-dtls.cs" -o "$stacks/bouncycastle-dtls" -v q --nologo
fi

how=keylog key=$keys/server.key
case $cipher in
  TLS_RSA_*) how=rsa ;;
  TLS_PSK_*) how=psk ;;
esac

bouncycastle_case() {
  [ -z "${deeds:-}" ] || start_relay $deeds
  start_recording
  TO=${to:-$port} inside timeout 20 dotnet "$program" "$version" "$cipher" "$port" "$keys" "$work/keys.log" "${options[@]}" >"$work/client.log" 2>&1
  stop_recording
}

record bouncycastle_case
note_printed
opened $how
[ $how != keylog ] || use_log
