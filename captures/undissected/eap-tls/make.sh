#!/usr/bin/env bash
# EAP-TLS in RADIUS, as between an access point and its server: not dissected, but its packets are counted by name. hostapd as the server, eapol_test as the client (Debian: hostapd, eapoltest).
source "$(dirname "$0")/../../tools/lib.sh"
arguments capture.pcap
transport=--udp
port=1812
filter=udp

traffic() {
  echo '"client" TLS' >"$work/users"
  echo '127.0.0.1/32 testing' >"$work/clients"
  cat >"$work/hostapd.conf" <<CONF
driver=none
radius_server_clients=$work/clients
radius_server_auth_port=$port
eap_server=1
eap_user_file=$work/users
ca_cert=$keys/ca.pem
server_cert=$keys/server.pem
private_key=$keys/server.key
CONF
  cat >"$work/client.conf" <<CONF
network={
  key_mgmt=IEEE8021X
  eap=TLS
  identity="client"
  ca_cert="$keys/ca.pem"
  client_cert="$keys/client.pem"
  private_key="$keys/client.key"
}
CONF
  run_server hostapd "$work/hostapd.conf"
  start_recording
  inside timeout 20 eapol_test -c "$work/client.conf" -a 127.0.0.1 -p "$port" -s testing >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
