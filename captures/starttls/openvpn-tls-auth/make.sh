#!/usr/bin/env bash
# OpenVPN over TCP with tls-auth: an HMAC with SHA-256 in each packet of the control channel. OpenVPN 2.6.
port=1194
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/openvpn-case.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  openvpn --genkey secret "$work/ta.key"
  openvpn_case 3 --tls-cipher TLS-RSA-WITH-AES-128-GCM-SHA256 --auth SHA256 --tls-auth "$work/ta.key"
}

record traffic
