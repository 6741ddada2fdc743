#!/usr/bin/env bash
# Full handshake, and a key log whose only line has the session ID of the ServerHello: `RSA Session-ID:… Master-Key:…`, in upper case and after a syslog prefix. OpenSSL 3.0; the line is made from the output of `openssl sess_id`.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

# tshark decrypts a full handshake by its client random alone.
record openssl_case -no_ticket -- -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -sess_out "$work/session" -keylogfile "$here/oracle.log"
openssl sess_id -in "$work/session" -noout -text |
  awk '/Session-ID:/ { id = $2 } /Master-Key:/ { print "Nov 28 10:00:00 proxy haproxy[4711]: RSA Session-ID:" id " Master-Key:" $2 }' >"$here/keys.log"
