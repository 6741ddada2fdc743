#!/usr/bin/env bash
# Client and server have no cipher suite in common: the server ends with the TLS alert handshake_failure in a CONNECTION_CLOSE of an Initial packet, which needs no key. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"
arguments capture.pcap

traffic() {
  quic_server --ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-256-GCM
  start_recording
  quic_client --ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305
  stop_recording
}

record traffic
