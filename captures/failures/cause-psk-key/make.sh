#!/usr/bin/env bash
# The server does not know the identity of the first client's pre-shared key. GnuTLS hides that with a random key, so that the client's Finished is refused with bad_record_mac. The second client has the right identity. GnuTLS server, OpenSSL 3.0 clients, TLS 1.2.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --psk known=0102030405060708 capture.pcap

identities() {
  echo "known:0102030405060708" >"$work/psk"
  run_server gnutls-serv --http --port "$port" --priority NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+PSK --pskpasswd "$work/psk"
  start_recording
  for identity in unknown known; do
    { request ""; sleep 0.3; } | inside timeout 5 openssl s_client -connect "127.0.0.1:$port" -tls1_2 -cipher PSK-AES128-GCM-SHA256 -psk_identity $identity -psk 0102030405060708 >>"$work/client.log" 2>&1 || true
  done
  stop_recording
}
record identities
