# BoringSSL: source boringssl.sh [OPTION...]. See suite.sh and boringssl.c. Needs android-libboringssl-dev, zlib1g-dev, libbrotli-dev and a C compiler.
options=("$@")
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

libraries=/usr/lib/x86_64-linux-gnu/android
gcc -O1 -o "$work/boringssl" -I/usr/include/android "$tools/stacks/boringssl.c" -L$libraries -Wl,-rpath,$libraries -l:libssl.so.0 -l:libcrypto.so.0 -lz -lbrotlienc -lbrotlidec

boringssl_case() {
  start_recording
  inside timeout 20 "$work/boringssl" "$port" "$keys" "$here/keys.log" "${options[@]}" >"$work/client.log" 2>&1 || true
  stop_recording
}

record boringssl_case
answered "$work/client.log"
opened keylog
