#!/usr/bin/env bash
# The server sends a raw public key instead of a certificate (RFC 7250), and the suite of CoAP, TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8. DTLS 1.2; decrypted with a key log. GnuTLS 3.7, both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

priority=NORMAL:-VERS-ALL:+VERS-DTLS1.2:-CTYPE-ALL:+CTYPE-SRV-RAWPK:+CTYPE-CLI-X509:-CIPHER-ALL:+AES-128-CCM-8
traffic() {
  openssl pkey -in "$keys/ecdsa.key" -pubout -out "$work/public.pem"
  run_server gnutls-serv --udp --echo --port "$port" --priority "$priority" --rawpkfile "$work/public.pem" --rawpkkeyfile "$keys/ecdsa.key" --noticket
  start_recording
  gnutls_client "$priority"
  echo_talk
  client_input_ends
  stop_recording
  note_sent
}

record traffic
use_log
