#!/usr/bin/env bash
# LDAP with the extended operation StartTLS, on port 389: ldapsearch and slapd 2.5.
port=389
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  cat >"$work/slapd.conf" <<TEXT
include /etc/ldap/schema/core.schema
pidfile $work/slapd.pid
TLSCertificateFile $keys/server.pem
TLSCertificateKeyFile $keys/server.key
TLSCipherSuite NORMAL:-KX-ALL:+RSA:-CIPHER-ALL:+AES-128-GCM:-VERS-ALL:+VERS-TLS1.2
moduleload back_ldif
database ldif
directory $work
suffix dc=server,dc=example
TEXT
  run_server slapd -d 0 -f "$work/slapd.conf" -h "ldap://127.0.0.1:$port"
  start_recording
  LDAPTLS_REQCERT=never inside timeout 10 ldapsearch -x -ZZ -H "ldap://127.0.0.1:$port" -s base -b "" supportedExtension >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
