#!/usr/bin/env bash
# Full handshake whose ServerHello has no session ID, because the server sends a ticket. The key log has the master secret under the ID that the client generated for it. OpenSSL 3.0; the line is made from the output of `openssl sess_id`.
source "$(dirname "$0")/../../tools/lib.sh"
arguments --keylog keys.log capture.pcap

# tshark decrypts a full handshake by its client random alone.
record openssl_case -- -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -sess_out "$work/session" -keylogfile "$here/oracle.log"
openssl sess_id -in "$work/session" -noout -text | awk '/Session-ID:/ { id = $2 } /Master-Key:/ { print "RSA Session-ID:" id " Master-Key:" $2 }' >"$here/keys.log"
