#!/usr/bin/env bash
# Datagrams lost before they reach the capture, which is taken at the server: a ClientHello, a part of the server's flight, a part of the client's; they are sent again, and acknowledged (ACK). Mutual authentication. DTLS 1.3; decrypted with a key log. NSS 3.87, both sides; datagram-relay.py.
filter="udp port 443" deeds="client:0:drop server:1:drop client:3:drop" source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" client_certificate
