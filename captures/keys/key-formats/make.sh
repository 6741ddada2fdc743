#!/usr/bin/env bash
# One key in every supported key file format. The capture is rsa-aes128-gcm's; the password, where there is one, is in password.txt. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
cp "$captures/versions/rsa-aes128-gcm/capture.pcap" "$here/"
echo "open sesame" >"$here/password.txt"
arguments --key pkcs8-encrypted.pem --key-password-file password.txt capture.pcap

in=$keys/server.key
pass=(-passout "file:$here/password.txt")
cd "$here"
openssl rsa -in "$in" -traditional -out pkcs1.pem
openssl rsa -in "$in" -traditional -outform DER -out pkcs1.der
openssl rsa -in "$in" -traditional -aes128 "${pass[@]}" -out pkcs1-encrypted-aes128.pem
openssl rsa -in "$in" -traditional -des3 "${pass[@]}" -out pkcs1-encrypted-3des.pem
openssl pkcs8 -topk8 -in "$in" -nocrypt -out pkcs8.pem
openssl pkcs8 -topk8 -in "$in" -nocrypt -outform DER -out pkcs8.der
openssl pkcs8 -topk8 -in "$in" -v2 aes-256-cbc "${pass[@]}" -out pkcs8-encrypted.pem
openssl pkcs8 -topk8 -in "$in" -v2 aes-256-cbc "${pass[@]}" -outform DER -out pkcs8-encrypted.der
openssl pkcs8 -topk8 -in "$in" -v1 PBE-SHA1-3DES "${pass[@]}" -out pkcs8-encrypted-pbes1.pem
openssl pkcs8 -topk8 -in "$in" -scrypt "${pass[@]}" -out pkcs8-encrypted-scrypt.pem
openssl pkcs12 -export -inkey "$in" -in "$keys/server.pem" "${pass[@]}" -out pkcs12.p12
openssl pkcs12 -export -inkey "$in" -in "$keys/server.pem" -legacy "${pass[@]}" -out pkcs12-legacy.p12
openssl pkcs12 -export -inkey "$in" -in "$keys/server.pem" -passout pass: -out pkcs12-no-password.p12
cat "$keys/server.pem" pkcs8.pem >certificate-and-key.pem
cat pkcs1.pem "$keys/server.pem" >key-and-certificate.pem
{ printf '\xef\xbb\xbfsome text in front\r\n'; sed 's/$/\r/' pkcs8.pem; } >pkcs8-bom-crlf.pem
chmod 600 *.pem *.der *.p12
