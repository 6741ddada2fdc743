#!/usr/bin/env bash
# The policy nist-800-52r2. The server name of each connection says which rules it breaks. GnuTLS is the client without the extended master secret, and the server without secure renegotiation. OpenSSL 3.0, GnuTLS 3.7.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap
server_extensions=${server_extensions/DNS:server.example/DNS:*.server.example,DNS:*.signature-schemes.server.example}

authority root "Lab Root"
keykind=rsa1024 authority weak "Weak Intermediate" root
certificate server root server.example "$server_extensions"
keykind=rsa2048 certificate rsa root server.example "$server_extensions"
keykind=rsa1024 certificate rsa1024 root server.example "$server_extensions"
md=sha1 certificate sha1 root server.example "$server_extensions"
certificate by-weak weak server.example "$server_extensions"

# as NAME CERTIFICATE [SERVER_OPTIONS] -- CLIENT_OPTIONS
as() {
  sni="-servername $1.server.example"
  shift
  visit "$@"
}

without_extended_master_secret() {
  run_server openssl s_server -accept "$port" -cert "$work/server.pem" -key "$work/server.key" -WWW -no_ticket
  { request; sleep 0.5; } | SSLKEYLOGFILE="$here/keys.log" inside timeout 10 gnutls-cli --no-ca-verification --sni-hostname extended-master-secret.server.example -p "$port" 127.0.0.1 \
    --priority NORMAL:-VERS-ALL:+VERS-TLS1.2:-GROUP-ALL:+GROUP-SECP256R1:%NO_SESSION_HASH >>"$work/client.log" 2>&1 || true
  kill "$server"
}

without_secure_renegotiation() {
  run_server gnutls-serv --http --port "$port" --x509certfile "$work/server.pem" --x509keyfile "$work/server.key" --noticket \
    --priority NORMAL:-VERS-ALL:+VERS-TLS1.2:-GROUP-ALL:+GROUP-SECP256R1:%UNSAFE_RENEGOTIATION:%DISABLE_SAFE_RENEGOTIATION
  request "" | inside timeout 10 openssl s_client -connect "127.0.0.1:$port" -servername secure-renegotiation.server.example -ign_eof -legacy_server_connect -keylogfile "$here/keys.log" >>"$work/client.log" 2>&1 || true
  kill "$server"
}

everything() {
  as complies server -- -tls1_3 -groups P-256
  as complies rsa -- -tls1_2 -groups P-384
  as complies server -- -tls1_2 -groups P-256 -cipher ECDHE-ECDSA-AES128-SHA256
  as complies rsa -- -tls1_2 -cipher DHE-RSA-AES256-GCM-SHA384
  as versions.signature-schemes server -- -tls1_1 -groups P-256
  as cipher-suites rsa -- -tls1_2 -groups P-256 -cipher ECDHE-RSA-CHACHA20-POLY1305
  as cipher-suites rsa -- -tls1_2 -cipher AES128-GCM-SHA256
  as groups server -- -tls1_3 -groups X25519
  as min-dh-bits rsa -dhparam "$keys/dh1024.pem" -- -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256
  as signature-schemes server -- -tls1_2 -groups P-256 -sigalgs ECDSA+SHA1
  as certificate-keys rsa1024 -- -tls1_2 -groups P-256
  as certificate-keys by-weak -cert_chain "$work/weak.pem" -- -tls1_2 -groups P-256
  as certificate-signatures sha1 -- -tls1_2 -groups P-256
  as encrypt-then-mac server -no_etm -- -tls1_2 -groups P-256 -cipher ECDHE-ECDSA-AES128-SHA256
  without_extended_master_secret
  without_secure_renegotiation
}
visits everything
