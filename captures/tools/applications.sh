# Shared by the cases of applications, after lib.sh: servers in the background, with the RSA key exchange that server.key decrypts.

use_key server.key
arguments --key server.key capture.pcap

# OpenSSL's defaults for both sides: TLS 1.2 with RSA key exchange.
sed 's/^MinProtocol.*/MaxProtocol = TLSv1.2/; s/^CipherString.*/CipherString = AES128-GCM-SHA256:@SECLEVEL=0/' "$tools/openssl.cnf" >"$work/openssl.cnf"
export OPENSSL_CONF=$work/openssl.cnf
# GnuTLS has no such file for both; its programs take it as their priority.
gnutls_priority=NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA:-CIPHER-ALL:+AES-128-GCM

chmod 711 "$work"
cp "$keys/server.pem" "$keys/server.key" "$keys/ca.pem" "$work"
chmod 644 "$work"/*

# say LINE...: types lines that end with CR LF, a moment apart, and waits for the last answer.
say() {
  local line
  for line in "$@"; do
    printf '%s\r\n' "$line"
    sleep 0.2
  done
  sleep 0.2
}

# by_hand LINE...: says lines to the server with s_client.
by_hand() { say "$@" | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername server.example -quiet -CAfile "$keys/ca.pem" >"$work/client.log" 2>&1 || true; }
