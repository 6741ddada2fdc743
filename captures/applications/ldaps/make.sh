#!/usr/bin/env bash
# LDAPS: ldapsearch binds to OpenLDAP's slapd 2.5 and reads the root entry. Both use GnuTLS; decrypted with a key log.
port=636
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"
arguments --keylog keys.log capture.pcap
rm -f "$here/keys.log" "$here/server.key"

traffic() {
  cat >"$work/slapd.conf" <<TEXT
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
pidfile $work/slapd.pid
TLSCertificateFile $work/server.pem
TLSCertificateKeyFile $work/server.key
TLSProtocolMin 3.3
TEXT
  run_server slapd -d 0 -f "$work/slapd.conf" -h "ldaps://127.0.0.1:$port/"
  start_recording
  SSLKEYLOGFILE=$here/keys.log LDAPTLS_CACERT=$keys/ca.pem inside timeout 10 ldapsearch -x -H "ldaps://127.0.0.1:$port" -s base -b "" namingContexts supportedLDAPVersion >"$work/client.log"
  stop_recording
}

record traffic
grep -q 'supportedLDAPVersion: 3' "$work/client.log"
