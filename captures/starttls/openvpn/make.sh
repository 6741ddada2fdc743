#!/usr/bin/env bash
# OpenVPN over TCP: TLS in the packets of its control channel, OpenVPN's own encryption in the data packets between them. It changes keys after 3 seconds, with another TLS session in the same TCP connection. OpenVPN 2.6.
port=1194
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/openvpn-case.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() { openvpn_case 6 --tls-cipher TLS-RSA-WITH-AES-128-GCM-SHA256 --reneg-sec 3; }

record traffic
