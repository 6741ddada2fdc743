#!/usr/bin/env bash
# CoAP over DTLS 1.2 on its port, 5684, with TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256: two clients, which get and put a resource; decrypted with a key log. libcoap 4.3 with GnuTLS 3.7, both sides.
port=5684
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

coap_client() { SSLKEYLOGFILE=$work/keys.log inside timeout 10 coap-client-gnutls -k "a shared key" -u alice "$@" >>"$work/client.log" 2>&1; }

traffic() {
  run_server coap-server-gnutls -A 127.0.0.1 -k "a shared key"
  start_recording
  coap_client "coaps://127.0.0.1:$port/"
  coap_client -m put -e "a value" "coaps://127.0.0.1:$port/example_data"
  stop_recording
}

record traffic
shows client "test server made with libcoap"
use_log
