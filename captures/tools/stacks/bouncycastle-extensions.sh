# Extensions that BouncyCastle makes: source bouncycastle-extensions.sh VERSION, tls1_2 or tls1_3. See suite.sh and bouncycastle-extensions.cs.
version=$1
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

program=$stacks/bouncycastle-extensions/bouncycastle-extensions.dll
# Built in another folder, without this repository's build settings.
if [ ! -f "$program" ] || [ "$tools/stacks/bouncycastle-extensions.cs" -nt "$program" ]; then
  cp "$tools/stacks/bouncycastle-extensions.cs" "$work/"
  dotnet build "$work/bouncycastle-extensions.cs" -o "$stacks/bouncycastle-extensions" -v q --nologo
fi

# OCSP responses for the server's certificate and for its authority's: both are good.
certificate=server
[ "$version" = tls1_2 ] || certificate=ecdsa
: >"$work/index"
for name in $certificate ca; do
  subject=$(openssl x509 -in "$keys/$name.pem" -noout -subject -nameopt compat | sed 's/^subject= *//')
  serial=$(openssl x509 -in "$keys/$name.pem" -noout -serial | cut -d= -f2)
  printf 'V\t491231235959Z\t\t%s\tunknown\t%s\n' "$serial" "$subject" >>"$work/index"
done
for name in $certificate ca; do
  openssl ocsp -index "$work/index" -CA "$keys/ca.pem" -rsigner "$keys/ca.pem" -rkey "$keys/ca.key" -issuer "$keys/ca.pem" -cert "$keys/$name.pem" \
    -resp_no_certs -ndays 7 -respout "$work/$name.der" >"$work/ocsp.log" 2>&1
done

extensions_case() {
  start_recording
  inside timeout 20 dotnet "$program" "$version" "$port" "$keys" "$work/keys.log" "$work/$certificate.der" "$work/ca.der" >"$work/client.log" 2>&1 || true
  stop_recording
}

record extensions_case
answered "$work/client.log"
opened keylog
cp "$work/keys.log" "$here/keys.log"
