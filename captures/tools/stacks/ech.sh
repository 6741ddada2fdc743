# Encrypted Client Hello by BoringSSL: source ech.sh [OPTION...]. See ech.c. Needs android-libboringssl-dev and a C compiler.
# keys.log has ECH_SECRET and ECH_CONFIG; inner.hex has the inner hellos as BoringSSL wrote them, an oracle for the tests.
options=("$@")
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

libraries=/usr/lib/x86_64-linux-gnu/android
gcc -O1 -Wall -o "$work/ech" -I/usr/include/android "$tools/stacks/ech.c" -L$libraries -Wl,-rpath,$libraries -l:libssl.so.0 -l:libcrypto.so.0

ech_case() {
  start_recording
  inside timeout 20 "$work/ech" "$port" "$keys" "$here/keys.log" "$here/inner.hex" "${options[@]}" >"$work/client.log" 2>&1 || true
  stop_recording
}

record ech_case
case " ${options[*]} " in
  *" rejected "*) hello=rejected answered "$work/client.log" ;;
  *) answered "$work/client.log" ;;
esac
[ -s "$here/inner.hex" ] || rm "$here/inner.hex"
opened keylog
